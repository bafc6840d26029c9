package org.guestscope.disk.fs.ext4;

import java.io.IOException;

/** The filesystem's blocks as the driver sees them: from the disk, or as the journal would leave them. */
interface Blocks {

    /**
     * The content of block {@code number}.
     *
     * @throws org.guestscope.disk.DiskFormatException when the block lies beyond the device
     */
    byte[] block(long number) throws IOException;
}
