package org.guestscope.guest;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A drive of the guest whose medium can be a file of the host: the guest reads a large file from it many times as fast as
 * from the connection, which carries 4 KiB at a time into the guest.
 */
public interface FileMedium {

    /** What the drive reads at once; the end of a file that does not fill a sector is not on the medium. */
    int SECTOR_BYTES = 2048;

    /**
     * Puts a file into the drive, to be read only.
     *
     * @return false when the drive does not take this file, which then has to go another way
     * @throws IOException when the appliance is gone
     */
    boolean insert(Path file) throws IOException;

    /** Empties the drive. */
    void eject() throws IOException;
}
