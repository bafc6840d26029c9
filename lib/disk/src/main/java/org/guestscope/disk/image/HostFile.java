package org.guestscope.disk.image;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file or block device of the host, byte for byte, opened for reading. */
final class HostFile implements ImageFile {

    /** The file type bits of st_mode. See inode(7). */
    private static final int S_IFMT = 0170000;

    private static final int S_IFBLK = 0060000;

    private final String name;
    private final Path path;
    private final FileChannel channel;
    private final long size;

    private HostFile(String name, Path path, FileChannel channel, long size) {
        this.name = name;
        this.path = path;
        this.channel = channel;
        this.size = size;
    }

    /**
     * Opens {@code path}, called {@code name} in errors, which must be a regular file, or a block device where those are allowed. Anything else is
     * refused before it is opened, since opening a FIFO or a device may already block or do something.
     */
    static HostFile open(String name, Path path, boolean allowBlockDevice) throws IOException {
        try {
            int type = (int) Files.getAttribute(path, "unix:mode") & S_IFMT;
            if (!Files.isRegularFile(path) && !(allowBlockDevice && type == S_IFBLK)) {
                String kind = Files.isDirectory(path) ? "is a directory" : "is not a regular file";
                throw new FileSystemException(name, null, kind);
            }
            FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
            try {
                return new HostFile(name, path, channel, channel.size());
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        } catch (NoSuchFileException e) {
            throw explained(name, "No such file or directory", e);
        } catch (AccessDeniedException e) {
            throw explained(name, "Permission denied", e);
        }
    }

    /** The JDK's exceptions for these two carry the path alone; people are told the reason as well. */
    private static FileSystemException explained(String name, String reason, FileSystemException cause) {
        FileSystemException explained = new FileSystemException(name, null, reason);
        explained.initCause(cause);
        return explained;
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void read(long offset, ByteBuffer destination) throws IOException {
        checkInside(offset, destination.remaining());
        long at = offset;
        while (destination.hasRemaining()) {
            int n = channel.read(destination, at);
            if (n < 0) {
                throw new EOFException("%s: file became shorter while it was read, ends at 0x%x".formatted(name, at));
            }
            at += n;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
