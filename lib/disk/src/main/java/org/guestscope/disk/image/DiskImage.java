package org.guestscope.disk.image;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.guestscope.disk.BlockDevice;

/**
 * An opened disk image: the bytes the guest sees, whatever file format holds them.
 *
 * <p>For use by one thread at a time. Closing it closes every file of its chain.
 */
public final class DiskImage implements BlockDevice, Closeable {

    private final String name;
    private final BlockDevice contents;
    private final ImageFormat format;
    private final int sectorSize;
    private final long size;
    private final List<String> warnings;
    private final Closeable files;

    DiskImage(
            String name,
            BlockDevice contents,
            ImageFormat format,
            int sectorSize,
            List<String> warnings,
            Closeable files) {
        this.name = name;
        this.contents = contents;
        this.format = format;
        this.sectorSize = sectorSize;
        // A disk has whole sectors only: a file whose last 512 bytes are short is filled up by its format's class, and
        // what then does not fill a 4096-byte sector cannot be addressed by the guest.
        this.size = contents.size() - contents.size() % sectorSize;
        this.warnings = List.copyOf(warnings);
        this.files = files;
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
    public int sectorSize() {
        return sectorSize;
    }

    /** The format of the outermost file. */
    public ImageFormat format() {
        return format;
    }

    /** What the user should know of how the image was opened, such as a format that had to be guessed. */
    public List<String> warnings() {
        return warnings;
    }

    @Override
    public void read(long offset, ByteBuffer destination) throws IOException {
        checkInside(offset, destination.remaining());
        contents.read(offset, destination);
    }

    @Override
    public void close() throws IOException {
        files.close();
    }
}
