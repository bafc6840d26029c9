package org.guestscope.disk.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.DiskFormatException;
import org.jspecify.annotations.Nullable;

/** What all formats share that map runs of the guest's disk to runs of a file, of a parent image, or to zeros. */
abstract class MappedImage implements BlockDevice {

    private final String name;
    private final long size;

    MappedImage(String name, long size) {
        this.name = name;
        this.size = size;
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
    public final void read(long offset, ByteBuffer destination) throws IOException {
        if (offset < 0 || offset > size || destination.remaining() > size - offset) {
            throw DiskFormatException.bad(
                    name,
                    offset,
                    "read",
                    "%d bytes wanted, disk ends at 0x%x".formatted(destination.remaining(), size));
        }
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

    /** How many bytes from {@code offset} on are mapped alike, at least one; often the rest of the cluster. */
    abstract long runLength(long offset);

    /** Fills {@code destination}, which reaches no further than the run at {@code offset}. */
    abstract void readRun(long offset, ByteBuffer destination) throws IOException;

    /** Fills the rest of {@code destination} with zeros. */
    static void zero(ByteBuffer destination) {
        while (destination.remaining() >= Long.BYTES) {
            destination.putLong(0);
        }
        while (destination.hasRemaining()) {
            destination.put((byte) 0);
        }
    }

    /** Fills {@code destination} from a parent image; a missing parent, or one that ends before, gives zeros. */
    static void readParent(@Nullable BlockDevice parent, long offset, ByteBuffer destination) throws IOException {
        if (parent == null) {
            zero(destination);
        } else {
            readZeroExtended(parent, offset, destination);
        }
    }

    /** Fills {@code destination} from {@code source}, with zeros for what lies behind its end. */
    static void readZeroExtended(BlockDevice source, long offset, ByteBuffer destination) throws IOException {
        long there = Math.max(0, Math.min(destination.remaining(), source.size() - offset));
        int end = destination.limit();
        if (there > 0) {
            destination.limit(destination.position() + (int) there);
            source.read(offset, destination);
            destination.limit(end);
        }
        zero(destination);
    }

    /**
     * Fills {@code destination} from the data an image's table points to. A last cluster that its file holds in part is
     * completed with zeros, as its writer left it; one that is wholly behind the end means that the file was cut.
     */
    final void readData(BlockDevice file, long fileOffset, long offset, ByteBuffer destination) throws IOException {
        if (fileOffset < 0 || fileOffset >= file.size()) {
            throw DiskFormatException.bad(
                    name,
                    fileOffset,
                    "data cluster",
                    "of guest offset 0x%x lies behind the end of %s at 0x%x"
                            .formatted(offset, file.name().equals(name) ? "the file" : file.name(), file.size()));
        }
        readZeroExtended(file, fileOffset, destination);
    }
}
