package org.guestscope.disk.volume.lvm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.MappedDevice;
import org.jspecify.annotations.Nullable;

/** A volume of a thin pool; blocks that were never written are those of its external origin, or zeros. */
final class ThinVolume extends MappedDevice {

    private final ThinPool pool;
    private final OptionalLong root;
    private final @Nullable BlockDevice origin;

    private ThinVolume(String name, long size, ThinPool pool, OptionalLong root, @Nullable BlockDevice origin) {
        super(name, size, pool.data().sectorSize());
        this.pool = pool;
        this.root = root;
        this.origin = origin;
    }

    static ThinVolume of(String name, ThinPool pool, long deviceId, long size, @Nullable BlockDevice origin)
            throws IOException {
        return new ThinVolume(name, size, pool, pool.volumeRoot(deviceId), origin);
    }

    @Override
    protected long runLength(long offset) {
        long blockEnd = pool.blockSize() - offset % pool.blockSize();
        // an origin that ends in the middle of a block is read up to there
        long originEnd = origin == null ? 0 : origin.size() - offset;
        return originEnd > 0 ? Math.min(blockEnd, originEnd) : blockEnd;
    }

    @Override
    protected void readRun(long offset, ByteBuffer destination) throws IOException {
        OptionalLong block = root.isEmpty() ? root : pool.dataBlock(root.getAsLong(), offset / pool.blockSize());
        if (block.isPresent()) {
            long at = block.getAsLong() * pool.blockSize() + offset % pool.blockSize();
            pool.data().read(at, destination);
        } else if (origin != null && offset < origin.size()) {
            origin.read(offset, destination);
        } else {
            zero(destination);
        }
    }
}
