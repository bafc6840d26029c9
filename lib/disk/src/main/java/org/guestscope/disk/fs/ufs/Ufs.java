package org.guestscope.disk.fs.ufs;

import java.io.IOException;
import java.nio.ByteOrder;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.Cursor;
import org.guestscope.disk.DiskFormatException;
import org.guestscope.disk.fs.StatVfs;
import org.guestscope.disk.fs.Usage;

/**
 * Usage of a UFS1. Without the option {@code ufstype} the driver takes every filesystem for one of old and mounts it
 * read-only, which suits UFS1 of either byte order; UFS2 it refuses.
 *
 * @see <a href="https://cgit.freebsd.org/src/tree/sys/ufs/ffs/fs.h">FreeBSD, struct fs</a>
 */
public final class Ufs {

    private static final long OFFSET = 8192;
    private static final int BYTES = 1376;
    private static final int MAGIC_OFFSET = 1372;
    private static final int MAGIC = 0x00011954;
    private static final int MIN_FRAGMENT = 512;
    private static final int PAGE_BYTES = 4096;
    private static final int MAX_FRAGMENTS = 8;

    private Ufs() {}

    /**
     * What statfs reports after a read-only mount.
     *
     * @throws DiskFormatException when the mount would fail
     */
    public static Usage usage(BlockDevice device) throws IOException {
        Cursor in = superblock(device, ByteOrder.LITTLE_ENDIAN);
        if (in.at(MAGIC_OFFSET).s32() != MAGIC) {
            in = superblock(device, ByteOrder.BIG_ENDIAN);
        }
        if (in.at(MAGIC_OFFSET).s32() != MAGIC) {
            throw DiskFormatException.not(device.name(), "UFS1", "UFS2 mounts only with an ufstype option");
        }
        long dataFragments = in.at(40).u32();
        long groups = in.u32();
        long blockSize = in.u32();
        long fragmentSize = in.u32();
        in.skip(4); // fs_frag
        long reservedPercent = in.u32();
        long shift = in.at(96).u32();
        long inodesPerGroup = in.at(184).u32();
        long freeBlocks = in.at(192 + 4).u32();
        long freeInodes = in.u32();
        long freeFragments = in.u32();
        if (fragmentSize < MIN_FRAGMENT || fragmentSize > PAGE_BYTES || Long.bitCount(fragmentSize) != 1) {
            throw in.at(52).bad("fs_fsize", "%d, must be a power of two of 512..4096".formatted(fragmentSize));
        }
        if (blockSize < PAGE_BYTES
                || blockSize > MAX_FRAGMENTS * fragmentSize
                || Long.bitCount(blockSize) != 1
                || blockSize != fragmentSize << shift) {
            throw in.at(48)
                    .bad(
                            "fs_bsize",
                            "%d, must be a power of two, at least 4096, at most 8 fragments of %d"
                                    .formatted(blockSize, fragmentSize));
        }
        long free = (freeBlocks << shift) + freeFragments;
        long reserved = dataFragments * reservedPercent / 100;
        return new Usage.Exact(new StatVfs(
                fragmentSize, dataFragments, free, Math.max(0, free - reserved), groups * inodesPerGroup, freeInodes));
    }

    private static Cursor superblock(BlockDevice device, ByteOrder order) throws IOException {
        return Cursor.read(device, OFFSET, BYTES, order, "UFS superblock");
    }
}
