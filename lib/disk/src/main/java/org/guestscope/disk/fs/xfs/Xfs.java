package org.guestscope.disk.fs.xfs;

import java.io.IOException;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.DiskFormatException;
import org.guestscope.disk.fs.StatVfs;
import org.guestscope.disk.fs.Usage;

/**
 * Usage of an XFS filesystem. A read-only mount of a clean filesystem takes the superblock's counters; when they cannot
 * be right it counts anew from the allocation groups' headers. After a crash it does so in any case, once the log has
 * been replayed.
 */
public final class Xfs {

    /** Blocks each allocation group keeps for its own free list and for splitting its free-space trees. */
    private static final long SET_ASIDE_PER_GROUP = 8;

    private static final int INODES_PER_CHUNK = 64;
    private static final long MAX_INODE_NUMBER = (1L << 56) - 1;

    private Xfs() {}

    /**
     * What statfs reports after a read-only mount.
     *
     * @throws DiskFormatException when the mount would fail
     */
    public static Usage usage(BlockDevice device) throws IOException {
        Superblock superblock = Superblock.read(device);
        LogState log = new LogState(device, superblock);
        if (log.isClean()) {
            Counters counters = Counters.ofSuperblock(superblock);
            return new Usage.Exact(statfs(
                    superblock,
                    counters.arePossible(superblock) ? counters : Counters.ofAllocationGroups(device, superblock)));
        }
        BlockDevice recovered = LogReplay.replay(device, superblock, log);
        Superblock after = Superblock.recovered(recovered);
        if (Counters.hasUnlinkedInodes(recovered, after)) {
            return new Usage.NeedsAppliance(device.name() + ": XFS has deleted files to free at the next mount");
        }
        Counters counters =
                after.lazyCounters() ? Counters.ofAllocationGroups(recovered, after) : Counters.ofSuperblock(after);
        return new Usage.Exact(statfs(after, counters));
    }

    static StatVfs statfs(Superblock superblock, Counters counters) {
        long blocks = superblock.dataBlocks() - superblock.logBlocks();
        long unavailable = superblock.agCount() * SET_ASIDE_PER_GROUP + counters.freeSpaceTreeBlocks();
        long free = Math.max(0, counters.freeBlocks() - unavailable);
        long files = Math.min(counters.inodes() + (free << superblock.inodesPerBlockLog()), MAX_INODE_NUMBER);
        long most = maxInodes(superblock);
        if (most != 0) {
            files = Math.min(files, most);
        }
        files = Math.max(files, counters.inodes());
        long filesFree = Math.max(0, files - (counters.inodes() - counters.freeInodes()));
        return new StatVfs(superblock.blockSize(), blocks, free, free, files, filesFree);
    }

    /** {@code xfs_ialloc_setup_geometry}'s maxicount: a share of the blocks, in whole inode chunks. */
    private static long maxInodes(Superblock superblock) {
        if (superblock.maxInodePercent() == 0) {
            return 0;
        }
        long chunkBlocks = Math.max(INODES_PER_CHUNK, superblock.inodesPerBlock()) >> superblock.inodesPerBlockLog();
        long share = superblock.dataBlocks() * superblock.maxInodePercent() / 100;
        return share / chunkBlocks * chunkBlocks << superblock.inodesPerBlockLog();
    }
}
