package org.guestscope.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A device put together from runs of bytes that stand elsewhere, such as an image's clusters or a volume's stripes: a
 * read is cut at the runs' ends, and each piece is read from where it stands.
 */
public abstract class MappedDevice implements BlockDevice {

    private final String name;
    private final long size;
    private final int sectorSize;

    /**
     * A device of that name and size.
     *
     * @param size in bytes
     * @param sectorSize the logical sector size in bytes
     */
    protected MappedDevice(String name, long size, int sectorSize) {
        this.name = name;
        this.size = size;
        this.sectorSize = sectorSize;
    }

    /** The sector size of a device made of these: the largest one of theirs. */
    protected static int sectorSizeOf(List<? extends @Nullable BlockDevice> parts) {
        int largest = 512;
        for (BlockDevice part : parts) {
            largest = part == null ? largest : Math.max(largest, part.sectorSize());
        }
        return largest;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final long size() {
        return size;
    }

    @Override
    public final int sectorSize() {
        return sectorSize;
    }

    @Override
    public final void read(long offset, ByteBuffer destination) throws IOException {
        checkInside(offset, destination.remaining());
        int end = destination.limit();
        long at = offset;
        while (destination.position() < end) {
            int before = destination.position();
            int length = (int) Math.min(end - before, runLength(at));
            destination.limit(before + length);
            try {
                readRun(at, destination);
            } finally {
                destination.limit(end);
            }
            destination.position(before + length);
            at += length;
        }
    }

    /** How many bytes from {@code offset} on stand together, at least one. */
    protected abstract long runLength(long offset);

    /** Fills {@code destination}, which reaches no further than the run at {@code offset}. */
    protected abstract void readRun(long offset, ByteBuffer destination) throws IOException;

    /** Fills the rest of {@code destination} with zeros. */
    protected static void zero(ByteBuffer destination) {
        while (destination.remaining() >= Long.BYTES) {
            destination.putLong(0);
        }
        while (destination.hasRemaining()) {
            destination.put((byte) 0);
        }
    }
}
