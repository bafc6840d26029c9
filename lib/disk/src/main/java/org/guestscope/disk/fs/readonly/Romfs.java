package org.guestscope.disk.fs.readonly;

import java.io.IOException;
import java.nio.ByteOrder;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.Cursor;
import org.guestscope.disk.DiskFormatException;
import org.guestscope.disk.fs.StatVfs;
import org.guestscope.disk.fs.Usage;

/** Usage of a romfs. */
public final class Romfs {

    private static final int BLOCK_BYTES = 1024;
    private static final int CHECKED_BYTES = 512;

    private Romfs() {}

    /**
     * What statfs reports after a read-only mount.
     *
     * @throws DiskFormatException when the mount would fail
     */
    public static Usage usage(BlockDevice device) throws IOException {
        Cursor in = Cursor.read(device, 0, CHECKED_BYTES, ByteOrder.BIG_ENDIAN, "romfs superblock");
        long size = in.at(8).u32();
        if (size < BLOCK_BYTES || size > device.size()) {
            throw in.bad("size", "%d, device holds %d".formatted(size, device.size()));
        }
        int sum = 0;
        in.at(0);
        for (int i = 0; i < CHECKED_BYTES / 4; i++) {
            sum += in.s32();
        }
        if (sum != 0) {
            throw in.at(12).bad("checksum", "makes the sum 0x%08x, must be 0".formatted(sum));
        }
        return new Usage.Exact(new StatVfs(BLOCK_BYTES, (size + BLOCK_BYTES - 1) / BLOCK_BYTES, 0, 0, 0, 0));
    }
}
