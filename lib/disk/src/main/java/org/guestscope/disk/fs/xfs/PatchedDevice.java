package org.guestscope.disk.fs.xfs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.guestscope.disk.BlockDevice;

/**
 * A device with some sectors as the log leaves them.
 *
 * @param patches content by number of 512-byte block
 */
record PatchedDevice(BlockDevice device, Map<Long, byte[]> patches) implements BlockDevice {

    @Override
    public String name() {
        return device.name();
    }

    @Override
    public long size() {
        return device.size();
    }

    @Override
    public int sectorSize() {
        return device.sectorSize();
    }

    @Override
    public void read(long offset, ByteBuffer destination) throws IOException {
        byte[] patch = patches.get(offset / LogState.BLOCK_BYTES);
        if (patch != null && offset % LogState.BLOCK_BYTES == 0 && destination.remaining() <= patch.length) {
            destination.put(patch, 0, destination.remaining());
            return;
        }
        device.read(offset, destination);
    }
}
