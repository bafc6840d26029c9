package org.guestscope.guest;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file of the host as the source of a transfer. Because it has a name, an appliance that has a {@link FileMedium} can
 * show the guest the file itself; else its bytes pass through the connection as those of any stream do.
 */
public final class FileSource extends FilterInputStream {

    private final Path file;

    /** A stream at the start of {@code file}. */
    public FileSource(InputStream in, Path file) {
        super(in);
        this.file = file;
    }

    Path file() {
        return file;
    }

    /** How much of the file a medium can show: whole sectors, and nothing of what is no regular file. */
    long mediumBytes() throws IOException {
        if (!Files.isRegularFile(file)) {
            return 0;
        }
        long size = Files.size(file);
        return size - size % FileMedium.SECTOR_BYTES;
    }
}
