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

    /** Whether {@code location} is a URI, so that it is no path. */
    public static boolean isUri(String location) {
        return DiskUri.SYNTAX.matcher(location).matches();
    }

    /**
     * Opens a disk of the network, or the file of a {@code file} URI.
     *
     * @param uri with the scheme nbd, nbds, nbd+unix, nbds+unix, ssh, http, https, ftp, ftps, iscsi, rbd or file
     * @throws org.guestscope.disk.DiskFormatException when the scheme is another one, or as {@link #open} does
     * @throws IOException when qemu-nbd is missing or cannot read it
     */
    public static DiskImage openUri(String uri, OpenOptions options) throws IOException {
        DiskUri parsed = DiskUri.parse(uri);
        if (parsed.scheme().equals("file")) {
            return open(Path.of(parsed.location()), options);
        }
        return new ImageOpener(options).open(parsed.name(), parsed.location());
    }
}
