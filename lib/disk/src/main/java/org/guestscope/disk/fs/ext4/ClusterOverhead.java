package org.guestscope.disk.fs.ext4;

import java.io.IOException;
import java.util.Arrays;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.DiskFormatException;

/**
 * Clusters that hold metadata on a bigalloc filesystem whose superblock does not say how many: each counts once, however
 * many bitmaps and tables share it.
 */
final class ClusterOverhead {

    /** Every group adds up to four runs to the list, which stays within a few MiB. */
    private static final long MAX_GROUPS = 1 << 16;

    private final Superblock superblock;
    private long[] starts = new long[64];
    private long[] ends = new long[64];
    private int runs;

    private ClusterOverhead(Superblock superblock) {
        this.superblock = superblock;
    }

    static long count(BlockDevice device, Superblock superblock, GroupTable groups) throws IOException {
        if (superblock.groups() > MAX_GROUPS) {
            throw DiskFormatException.unsupported(
                    device.name(),
                    "ext4 superblock",
                    "overhead of %d bigalloc groups is not stored".formatted(superblock.groups()));
        }
        ClusterOverhead overhead = new ClusterOverhead(superblock);
        groups.forEach((number, group) -> {
            overhead.add(group.blockBitmap(), 1);
            overhead.add(group.inodeBitmap(), 1);
            overhead.add(group.inodeTable(), superblock.inodeTableBlocks());
            long descriptors = superblock.descriptorBlocksIn(number);
            // The driver marks a group's descriptors one cluster a block, behind the superblock's cluster.
            long clusters = (superblock.hasSuperblock(number) ? 1 : 0) + descriptors;
            overhead.addClusters(number * superblock.clustersPerGroup(), clusters);
        });
        return overhead.distinct();
    }

    private void add(long block, long length) {
        long first = (block - superblock.firstDataBlock()) >> superblock.clusterBits();
        long last = (block + length - 1 - superblock.firstDataBlock()) >> superblock.clusterBits();
        addClusters(first, last - first + 1);
    }

    private void addClusters(long first, long length) {
        if (length <= 0) {
            return;
        }
        if (runs > 0 && first <= ends[runs - 1] && first >= starts[runs - 1]) {
            ends[runs - 1] = Math.max(ends[runs - 1], first + length);
            return;
        }
        if (runs == starts.length) {
            starts = Arrays.copyOf(starts, 2 * runs);
            ends = Arrays.copyOf(ends, 2 * runs);
        }
        starts[runs] = first;
        ends[runs++] = first + length;
    }

    private long distinct() {
        Integer[] order = new Integer[runs];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Long.compare(starts[a], starts[b]));
        long clusters = 0;
        long covered = 0;
        for (int run : order) {
            long from = Math.max(starts[run], covered);
            if (ends[run] > from) {
                clusters += ends[run] - from;
                covered = ends[run];
            }
        }
        return clusters;
    }
}
