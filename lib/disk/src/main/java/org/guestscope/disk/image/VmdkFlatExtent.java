package org.guestscope.disk.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.guestscope.disk.BlockDevice;
import org.jspecify.annotations.Nullable;

/** A VMDK extent that is a plain run of a file, or nothing but zeros when it has none. */
final class VmdkFlatExtent extends MappedImage {

    private final @Nullable BlockDevice file;
    private final long start;

    VmdkFlatExtent(String name, @Nullable BlockDevice file, long start, long size) {
        super(name, size);
        this.file = file;
        this.start = start;
    }

    @Override
    protected long runLength(long offset) {
        return size() - offset;
    }

    @Override
    protected void readRun(long offset, ByteBuffer destination) throws IOException {
        if (file == null) {
            zero(destination);
        } else {
            readData(file, start + offset, offset, destination);
        }
    }
}
