package org.guestscope.disk.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.guestscope.disk.BlockDevice;

/** A raw image: the file is the disk, its last sector filled up with zeros. */
final class RawImage extends MappedImage {

    private static final int SECTOR = 512;

    private final BlockDevice file;

    RawImage(BlockDevice file) {
        super(file.name(), (file.size() + SECTOR - 1) / SECTOR * SECTOR);
        this.file = file;
    }

    @Override
    protected long runLength(long offset) {
        return size() - offset;
    }

    @Override
    protected void readRun(long offset, ByteBuffer destination) throws IOException {
        readZeroExtended(file, offset, destination);
    }
}
