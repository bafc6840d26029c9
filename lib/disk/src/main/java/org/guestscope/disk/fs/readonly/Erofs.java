package org.guestscope.disk.fs.readonly;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.Cursor;
import org.guestscope.disk.DiskFormatException;
import org.guestscope.disk.KernelCrc;
import org.guestscope.disk.fs.StatVfs;
import org.guestscope.disk.fs.Usage;

/** Usage of an EROFS. */
public final class Erofs {

    private static final long SUPERBLOCK = 1024;
    private static final int BLOCK_BITS = 12;
    private static final int COMPAT_CHECKSUM = 0x1;
    private static final int INCOMPAT_DEVICE_TABLE = 0x8;
    /** zero padding, big pclusters, chunked files, device table, tail packing, fragments. */
    private static final long INCOMPAT_KNOWN = 0x3f;

    private Erofs() {}

    /**
     * What statfs reports after a read-only mount.
     *
     * @throws DiskFormatException when the mount would fail
     */
    public static Usage usage(BlockDevice device) throws IOException {
        Cursor in = Cursor.read(device, SUPERBLOCK, 128, ByteOrder.LITTLE_ENDIAN, "EROFS superblock");
        in.skip(4);
        int checksum = in.s32();
        long compat = in.u32();
        int blockBits = in.u8();
        in.skip(1 + 2);
        long inodes = in.u64();
        in.skip(8 + 4);
        long blocks = in.u32();
        long incompat = in.at(80).u32();
        int extraDevices = in.at(86).u16();
        if (blockBits != BLOCK_BITS) {
            throw in.at(12).bad("blkszbits", "%d, must be %d".formatted(blockBits, BLOCK_BITS));
        }
        if ((incompat & ~INCOMPAT_KNOWN) != 0) {
            throw in.at(80).bad("feature_incompat", "0x%x, Linux 6.1 knows 0x%x".formatted(incompat, INCOMPAT_KNOWN));
        }
        if ((incompat & INCOMPAT_DEVICE_TABLE) != 0 && extraDevices != 0) {
            throw in.unsupported("%d further devices hold data".formatted(extraDevices));
        }
        if ((compat & COMPAT_CHECKSUM) != 0) {
            byte[] block = new byte[(1 << BLOCK_BITS) - (int) SUPERBLOCK];
            device.read(SUPERBLOCK, ByteBuffer.wrap(block));
            ByteBuffer.wrap(block).putInt(4, 0);
            int computed = KernelCrc.CRC32C.update(~0, block);
            if (computed != checksum) {
                throw in.at(4).bad("checksum", "0x%08x, computed 0x%08x".formatted(checksum, computed));
            }
        }
        return new Usage.Exact(new StatVfs(1L << BLOCK_BITS, blocks, 0, 0, -1, -1 - inodes));
    }
}
