package org.guestscope.disk.fs.ext4;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.DiskFormatException;
import org.guestscope.disk.fs.StatVfs;
import org.guestscope.disk.fs.Usage;

/**
 * Usage of an ext2, ext3 or ext4 filesystem.
 *
 * <p>The driver counts free clusters and inodes from the group descriptors at mount time and never looks at the
 * superblock's counters, and it holds back up to 2 % of an ext4 for itself ({@code ext4_calculate_resv_clusters}).
 */
public final class Ext4 {

    private static final long ROOT_INODE = 2;
    private static final long MAX_RESERVED_CLUSTERS = 4096;

    private final BlockDevice device;
    private final Superblock superblock;
    private final Blocks blocks;
    private final GroupTable groups;

    private Ext4(BlockDevice device, Superblock superblock, Blocks blocks) throws DiskFormatException {
        this.device = device;
        this.superblock = superblock;
        this.blocks = blocks;
        this.groups = new GroupTable(device, superblock, blocks);
    }

    /**
     * What statfs reports after a read-only mount.
     *
     * @throws DiskFormatException when the mount would fail
     */
    public static Usage usage(BlockDevice device) throws IOException {
        Superblock superblock = Superblock.read(device);
        Blocks onDisk = number -> block(device, superblock.blockSize(), number);
        boolean journalled = superblock.hasCompat(Superblock.COMPAT_HAS_JOURNAL);
        if (journalled && superblock.journalInode() == 0) {
            return new Usage.NeedsAppliance(device.name() + ": ext4 journal is on another device");
        }
        if (!superblock.hasIncompat(Superblock.INCOMPAT_RECOVER)) {
            return new Ext4(device, superblock, onDisk).usage();
        }
        if (!journalled) {
            throw DiskFormatException.bad(
                    device.name(), Superblock.OFFSET, "ext4 superblock", "needs recovery, but has no journal");
        }
        GroupTable groups = new GroupTable(device, superblock, onDisk);
        Inode inode = Inode.read(device, superblock, groups, onDisk, superblock.journalInode());
        Blocks replayed = new JournalReplay(device, superblock, onDisk, inode);
        return new Ext4(device, replayed(device, superblock, replayed), replayed).usage();
    }

    /** The superblock as the journal leaves it: its counts and its list of orphans may be newer there. */
    private static Superblock replayed(BlockDevice device, Superblock before, Blocks blocks) throws IOException {
        byte[] block = blocks.block(Superblock.OFFSET / before.blockSize());
        int from = (int) (Superblock.OFFSET % before.blockSize());
        return Superblock.read(device, Arrays.copyOfRange(block, from, from + Superblock.BYTES));
    }

    static byte[] block(BlockDevice device, int blockSize, long number) throws IOException {
        byte[] block = new byte[blockSize];
        device.read(Math.multiplyExact(number, (long) blockSize), ByteBuffer.wrap(block));
        return block;
    }

    private Usage usage() throws IOException {
        requireRoot();
        long[] free = new long[2];
        groups.forEach((number, group) -> {
            free[0] += group.freeClusters();
            free[1] += group.freeInodes();
        });
        Orphans.Freed orphans = Orphans.freed(device, superblock, groups, blocks);
        int bits = superblock.clusterBits();
        long freeBlocks = (free[0] + orphans.clusters()) << bits;
        long overhead = overheadClusters() << bits;
        long reserved = superblock.reservedBlocks() + (reservedClusters() << bits);
        return new Usage.Exact(new StatVfs(
                superblock.blockSize(),
                superblock.blocks() - overhead,
                freeBlocks,
                Math.max(0, freeBlocks - reserved),
                superblock.inodes(),
                free[1] + orphans.inodes()));
    }

    private void requireRoot() throws IOException {
        Inode root = Inode.read(device, superblock, groups, blocks, ROOT_INODE);
        if (!root.isDirectory() || root.size() == 0 || root.links() == 0) {
            throw DiskFormatException.bad(
                    device.name(), Superblock.OFFSET, "ext4 root inode", "not a directory with entries");
        }
    }

    private long reservedClusters() {
        return superblock.hasIncompat(Superblock.INCOMPAT_EXTENTS)
                ? Math.min((superblock.blocks() >> superblock.clusterBits()) / 50, MAX_RESERVED_CLUSTERS)
                : 0;
    }

    /** {@code ext4_calculate_overhead}: what holds metadata of fixed size and the journal. */
    private long overheadClusters() throws IOException {
        boolean bigalloc = superblock.hasRoCompat(Superblock.RO_COMPAT_BIGALLOC);
        if (bigalloc && superblock.overheadClusters() != 0 && superblock.overheadClusters() <= superblock.blocks()) {
            return superblock.overheadClusters();
        }
        long overhead = superblock.firstDataBlock() >> superblock.clusterBits();
        if (bigalloc) {
            overhead += ClusterOverhead.count(device, superblock, groups);
        } else {
            for (long group = 0; group < superblock.groups(); group++) {
                boolean copy = superblock.hasSuperblock(group);
                overhead += (copy ? 1 + superblock.reservedDescriptorBlocks() : 0)
                        + superblock.descriptorBlocksIn(group)
                        + superblock.inodeTableBlocks()
                        + 2;
            }
        }
        return overhead + journalClusters();
    }

    private long journalClusters() throws IOException {
        if (!superblock.hasCompat(Superblock.COMPAT_HAS_JOURNAL) || superblock.journalInode() == 0) {
            return 0;
        }
        Inode journal = Inode.read(device, superblock, groups, blocks, superblock.journalInode());
        long length = Journal.length(device, superblock, blocks, journal);
        long cluster = 1L << superblock.clusterBits();
        return (length + cluster - 1) >> superblock.clusterBits();
    }
}
