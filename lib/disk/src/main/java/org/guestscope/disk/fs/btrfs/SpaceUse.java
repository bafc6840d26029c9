package org.guestscope.disk.fs.btrfs;

import java.util.List;
import org.guestscope.disk.fs.StatVfs;

/** The arithmetic of {@code btrfs_statfs}. */
final class SpaceUse {

    static final long DATA = 0x1;
    static final long METADATA = 0x4;
    private static final int STRIPE_BYTES = 64 << 10;
    /** The first megabyte of a device is never allocated. */
    private static final long DEVICE_RESERVED_BYTES = 1 << 20;

    private static final long MAX_GLOBAL_RESERVE = 512L << 20;
    private static final int MAX_TREE_LEVEL = 8;
    private static final int UNLINK_UNITS = 6;
    /** In this order a filesystem with data of several profiles allocates more: the most redundant first. */
    private static final List<Profile> PREFERRED = List.of(
            Profile.RAID1C4,
            Profile.RAID6,
            Profile.RAID1C3,
            Profile.RAID5,
            Profile.RAID10,
            Profile.RAID1,
            Profile.DUP,
            Profile.RAID0,
            Profile.SINGLE);

    private SpaceUse() {}

    /** A device's size and the part of it that chunks take, in bytes. */
    record Device(long total, long used) {}

    /** A block group: logical address, length and used bytes, and its type and profile. */
    record BlockGroup(long start, long length, long used, long flags) {

        long factor() {
            Profile profile = Profile.of(flags);
            return profile == null ? 1 : profile.factor();
        }

        boolean isData() {
            return (flags & DATA) != 0;
        }
    }

    /**
     * {@code btrfs_update_global_block_rsv}: the size of the trees that any change touches, but at least what an unlink
     * could need.
     */
    static long globalReserve(int nodeSize, long treeBytes, int trees, boolean freeSpaceTree) {
        long perItem = 2L * MAX_TREE_LEVEL * nodeSize;
        long items = 1 + trees + UNLINK_UNITS + (freeSpaceTree ? 2 * UNLINK_UNITS : UNLINK_UNITS);
        return Math.min(Math.max(treeBytes, perItem * items), MAX_GLOBAL_RESERVE);
    }

    /**
     * What statfs reports.
     *
     * @param reserve {@link #globalReserve}, in bytes
     * @param seed whether the block groups are read-only, so that nothing in them is available
     */
    static StatVfs statfs(
            int sectorSize,
            long totalBytes,
            long reserve,
            List<BlockGroup> groups,
            List<Device> devices,
            boolean seed) {
        int bits = Integer.numberOfTrailingZeros(sectorSize);
        long used = 0;
        long freeData = 0;
        Profile last = Profile.SINGLE;
        long profiles = 0;
        for (BlockGroup group : groups) {
            used += group.used() * group.factor();
            if (group.isData()) {
                freeData += (group.length() - group.used()) * group.factor();
                profiles |= group.flags() & Profile.MASK;
                Profile profile = Profile.of(group.flags());
                if (profile != null && profile.compareTo(last) > 0) {
                    last = profile;
                }
            }
        }
        long factor = last.factor();
        long blocks = totalBytes / factor >> bits;
        long free = blocks - (used / factor >> bits);
        free = Math.max(0, free - (reserve >> bits));
        long unallocated = unallocated(next(profiles, devices.size()), devices);
        long available = (seed ? 0 : freeData) / factor + unallocated / factor >> bits;
        return new StatVfs(sectorSize, blocks, free, available, 0, 0);
    }

    /** {@code btrfs_reduce_alloc_profile}: how the next data chunk would be laid out. */
    private static Profile next(long profiles, int devices) {
        for (Profile profile : PREFERRED) {
            boolean present = profile == Profile.SINGLE || (profiles & profile.flag()) != 0;
            if (present && devices >= profile.least()) {
                return profile;
            }
        }
        return Profile.SINGLE;
    }

    /** {@code btrfs_calc_avail_data_space}: what chunks of data could still be made of, copies included. */
    private static long unallocated(Profile profile, List<Device> devices) {
        long stripe = (long) profile.perDevice() * STRIPE_BYTES;
        long[] free = devices.stream()
                .mapToLong(d -> Math.max(0, d.total() - d.used()) / STRIPE_BYTES * STRIPE_BYTES)
                .filter(bytes -> bytes > DEVICE_RESERVED_BYTES + stripe)
                .map(bytes -> bytes - DEVICE_RESERVED_BYTES)
                .sorted()
                .toArray();
        // Sorted upwards, so that the smallest comes first where the kernel goes from the end of a falling order.
        int stripes = switch (profile) {
            case RAID0 -> devices.size();
            case RAID1 -> 2;
            case RAID1C3 -> 3;
            case RAID1C4, RAID10 -> 4;
            case SINGLE, DUP, RAID5, RAID6 -> 1;
        };
        long total = 0;
        for (int smallest = 0; free.length - smallest >= profile.least(); smallest++) {
            stripes = Math.min(stripes, free.length - smallest);
            long size = free[smallest];
            if (size >= stripe) {
                total += size * stripes;
                for (int i = smallest; i < smallest + stripes; i++) {
                    free[i] -= size;
                }
            }
        }
        return total;
    }
}
