package org.guestscope.agent.device;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.guestscope.agent.libc.Fd;
import org.guestscope.agent.libc.Posix;
import org.jspecify.annotations.Nullable;

/**
 * Tells the commonest filesystems by their superblock, so that mounting one needs no program. Everything else is left to
 * {@code mount}, which probes with libblkid.
 */
public final class SuperblockType {

    private static final int EXT_SUPERBLOCK = 1024;
    private static final int EXT_MAGIC = 0xef53;
    private static final int EXT_COMPAT_HAS_JOURNAL = 0x4;

    /** Incompatible and read-only features that ext2 and ext3 know; any other makes it ext4. */
    private static final int EXT3_INCOMPAT = 0x2 | 0x4 | 0x10;

    private static final int EXT3_RO_COMPAT = 0x1 | 0x2 | 0x4;
    private static final int BTRFS_MAGIC_OFFSET = 0x10040;

    /** End of a boot sector, and where FAT writes its name, which says little elsewhere and is enough for mounting. */
    private static final int BOOT_SIGNATURE = 510;

    private static final int FAT32_NAME = 82;
    private static final int FAT16_NAME = 54;

    private SuperblockType() {}

    /** The type that the kernel knows it by, or {@code null}. */
    public static @Nullable String of(String device) throws IOException {
        byte[] start = new byte[BTRFS_MAGIC_OFFSET + 8];
        try (Fd file = Posix.open(device, Posix.O_RDONLY)) {
            if (Posix.pread(device, file, start, 0) < start.length) {
                return null;
            }
        }
        return of(start);
    }

    static @Nullable String of(byte[] start) {
        ByteBuffer in = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN);
        boolean ext = Short.toUnsignedInt(in.getShort(EXT_SUPERBLOCK + 0x38)) == EXT_MAGIC;
        boolean xfs = text(start, 0, 4).equals("XFSB");
        boolean btrfs = text(start, BTRFS_MAGIC_OFFSET, 8).equals("_BHRfS_M");
        boolean fat = Short.toUnsignedInt(in.getShort(BOOT_SIGNATURE)) == 0xaa55
                && (text(start, FAT32_NAME, 8).equals("FAT32   ")
                        || text(start, FAT16_NAME, 5).equals("FAT16"));
        if ((ext ? 1 : 0) + (xfs ? 1 : 0) + (btrfs ? 1 : 0) + (fat ? 1 : 0) != 1) {
            return null;
        } else if (xfs) {
            return "xfs";
        } else if (fat) {
            return "vfat";
        } else if (btrfs) {
            return "btrfs";
        }
        int compat = in.getInt(EXT_SUPERBLOCK + 0x5c);
        int incompat = in.getInt(EXT_SUPERBLOCK + 0x60);
        int roCompat = in.getInt(EXT_SUPERBLOCK + 0x64);
        if ((incompat & ~EXT3_INCOMPAT) != 0 || (roCompat & ~EXT3_RO_COMPAT) != 0) {
            return "ext4";
        }
        return (compat & EXT_COMPAT_HAS_JOURNAL) != 0 ? "ext3" : "ext2";
    }

    private static String text(byte[] bytes, int offset, int length) {
        return new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
    }
}
