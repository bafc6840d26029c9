package org.guestscope.disk.fs.xfs;

import java.io.IOException;
import java.nio.ByteOrder;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.Cursor;
import org.guestscope.disk.DiskFormatException;

/**
 * The summary counters of a mounted XFS.
 *
 * @param inodes allocated inodes
 * @param freeInodes of those
 * @param freeBlocks free data blocks
 * @param freeSpaceTreeBlocks blocks in use by the free-space trees of the allocation groups whose headers were read;
 *     they are counted as free and can never be allocated
 */
record Counters(long inodes, long freeInodes, long freeBlocks, long freeSpaceTreeBlocks) {

    /** Reading one header an AG stays quick up to here: 64 Ki groups of 1 TiB at most, or of 16 MiB at least. */
    private static final long MAX_GROUPS = 1 << 16;

    private static final int UNLINKED_OFFSET = 40;
    private static final int UNLINKED_BUCKETS = 64;
    private static final int NO_INODE = -1;
    private static final int AGF_MAGIC = 0x58414746;
    private static final int AGI_MAGIC = 0x58414749;

    static Counters ofSuperblock(Superblock superblock) {
        return new Counters(superblock.inodes(), superblock.freeInodes(), superblock.freeBlocks(), 0);
    }

    /** Whether {@code xfs_check_summary_counts} would take these without counting anew. */
    boolean arePossible(Superblock superblock) {
        return Long.compareUnsigned(freeBlocks, superblock.dataBlocks()) <= 0
                && Long.compareUnsigned(freeInodes, inodes) <= 0
                && inodes >= 0
                && inodes <= superblock.dataBlocks() << superblock.inodesPerBlockLog();
    }

    /** {@code xfs_initialize_perag_data}: what the headers of all allocation groups add up to. */
    static Counters ofAllocationGroups(BlockDevice device, Superblock superblock) throws IOException {
        if (superblock.agCount() > MAX_GROUPS) {
            throw DiskFormatException.unsupported(
                    device.name(),
                    "XFS superblock",
                    "counters are wrong and %d allocation groups are too many to count"
                            .formatted(superblock.agCount()));
        }
        long inodes = 0;
        long freeInodes = 0;
        long freeBlocks = 0;
        long treeBlocks = 0;
        for (long ag = 0; ag < superblock.agCount(); ag++) {
            long start = ag * superblock.agBlocks() * superblock.blockSize();
            Cursor agf = header(device, start + superblock.sectorSize(), "AGF", AGF_MAGIC, ag);
            long freeList = agf.at(48).u32();
            freeBlocks += agf.u32() + freeList;
            agf.skip(4);
            long trees = agf.u32();
            freeBlocks += trees;
            if ((superblock.roCompat() & Superblock.RO_COMPAT_RMAP) != 0) {
                // The reverse-mapping tree's blocks are counted among the free-space trees', its root apart.
                trees -= agf.at(80).u32() - 1;
            }
            treeBlocks += Math.max(0, trees);
            Cursor agi = header(device, start + 2L * superblock.sectorSize(), "AGI", AGI_MAGIC, ag);
            inodes += agi.at(16).u32();
            freeInodes += agi.at(28).u32();
        }
        if (freeBlocks > superblock.dataBlocks() || freeInodes > inodes) {
            throw DiskFormatException.bad(
                    device.name(),
                    0,
                    "XFS allocation groups",
                    "%d free blocks of %d, %d free inodes of %d"
                            .formatted(freeBlocks, superblock.dataBlocks(), freeInodes, inodes));
        }
        return new Counters(inodes, freeInodes, freeBlocks, treeBlocks);
    }

    /** Whether an allocation group lists inodes that were deleted while open, which recovery frees. */
    static boolean hasUnlinkedInodes(BlockDevice device, Superblock superblock) throws IOException {
        for (long ag = 0; ag < superblock.agCount(); ag++) {
            long start = ag * superblock.agBlocks() * superblock.blockSize();
            Cursor agi = header(device, start + 2L * superblock.sectorSize(), "AGI", AGI_MAGIC, ag);
            agi.at(UNLINKED_OFFSET);
            for (int i = 0; i < UNLINKED_BUCKETS; i++) {
                if (agi.s32() != NO_INODE) {
                    return true;
                }
            }
        }
        return false;
    }

    private static Cursor header(BlockDevice device, long offset, String name, int magic, long ag) throws IOException {
        Cursor in = Cursor.read(device, offset, 512, ByteOrder.BIG_ENDIAN, "XFS " + name);
        int found = in.s32();
        if (found != magic) {
            throw in.bad("magicnum", "0x%08x, must be 0x%08x".formatted(found, magic));
        }
        in.skip(4);
        long number = in.u32();
        if (number != ag) {
            throw in.bad("seqno", "%d, must be %d".formatted(number, ag));
        }
        return in;
    }
}
