package org.guestscope.disk.fs.readonly;

import java.io.IOException;
import java.nio.ByteOrder;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.Cursor;
import org.guestscope.disk.DiskFormatException;
import org.guestscope.disk.fs.StatVfs;
import org.guestscope.disk.fs.Usage;

/** Usage of a squashfs 4.0. */
public final class Squashfs {

    private static final int MIN_BLOCK_LOG = 12;
    private static final int MAX_BLOCK_LOG = 20;

    private Squashfs() {}

    /**
     * What statfs reports after a read-only mount.
     *
     * @throws DiskFormatException when the mount would fail
     */
    public static Usage usage(BlockDevice device) throws IOException {
        Cursor in = Cursor.read(device, 0, 96, ByteOrder.LITTLE_ENDIAN, "squashfs superblock");
        in.skip(4);
        long inodes = in.u32();
        in.skip(4);
        long blockSize = in.u32();
        in.skip(4);
        int compression = in.u16();
        int blockLog = in.u16();
        in.skip(2 + 2);
        int major = in.u16();
        int minor = in.u16();
        long rootInode = in.u64();
        long bytesUsed = in.u63("bytes_used");
        if (major != 4 || minor != 0) {
            throw in.bad("version", "%d.%d, must be 4.0".formatted(major, minor));
        }
        if (compression < 1 || compression > 6 || compression == 2) {
            throw in.bad("compression", "%d is not one this kernel unpacks".formatted(compression));
        }
        if (blockLog < MIN_BLOCK_LOG || blockLog > MAX_BLOCK_LOG || blockSize != 1L << blockLog) {
            throw in.bad("block_size", "%d, log %d, must be 4 KiB to 1 MiB".formatted(blockSize, blockLog));
        }
        if (bytesUsed < 96 || bytesUsed > device.size()) {
            throw in.bad("bytes_used", "%d, device holds %d".formatted(bytesUsed, device.size()));
        }
        if ((rootInode & 0xffff) > 8192) {
            throw in.bad("root_inode", "0x%x, offset must be at most 8192".formatted(rootInode));
        }
        return new Usage.Exact(new StatVfs(blockSize, ((bytesUsed - 1) >> blockLog) + 1, 0, 0, inodes, 0));
    }
}
