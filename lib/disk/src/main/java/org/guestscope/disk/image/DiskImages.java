package org.guestscope.disk.image;

import java.io.IOException;
import java.nio.file.Path;

/** Opens disk images. */
public final class DiskImages {

    private DiskImages() {}

    /**
     * Opens an image file or a block device of the host.
     *
     * @throws org.guestscope.disk.DiskFormatException when the file, or one it refers to, is damaged or not supported
     * @throws java.nio.file.FileSystemException when a file is missing, unreadable, or no file to take a disk from
     * @throws IOException when the host cannot read it
     */
    public static DiskImage open(Path path, OpenOptions options) throws IOException {
        return new ImageOpener(options).open(path);
    }
}
