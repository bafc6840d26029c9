package org.guestscope.disk;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A contiguous part of another device, such as a partition. */
record Slice(BlockDevice parent, String name, long offset, long size) implements BlockDevice {

    static Slice of(BlockDevice parent, String name, long offset, long length) throws DiskFormatException {
        if (offset < 0 || length < 0 || offset > parent.size() || length > parent.size() - offset) {
            throw DiskFormatException.bad(
                    parent.name(), offset, "extent", "%d bytes, device holds %d".formatted(length, parent.size()));
        }
        return new Slice(parent, name, offset, length);
    }

    @Override
    public int sectorSize() {
        return parent.sectorSize();
    }

    @Override
    public void read(long from, ByteBuffer destination) throws IOException {
        checkInside(from, destination.remaining());
        parent.read(offset + from, destination);
    }
}
