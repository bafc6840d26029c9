package org.guestscope.disk.fs.btrfs;

import org.jspecify.annotations.Nullable;

/** btrfs_raid_array: how block groups of a profile lie on the devices. */
enum Profile {
    SINGLE(0x0, 1, 1, 1, 0),
    RAID0(0x8, 1, 1, 1, 0),
    RAID1(0x10, 2, 2, 1, 0),
    DUP(0x20, 2, 1, 2, 0),
    RAID10(0x40, 2, 2, 1, 0),
    RAID5(0x80, 1, 2, 1, 1),
    RAID6(0x100, 1, 3, 1, 2),
    RAID1C3(0x200, 3, 3, 1, 0),
    RAID1C4(0x400, 4, 4, 1, 0);

    static final long MASK = 0x7f8;

    private final int flag;
    private final int factor;
    private final int least;
    private final int perDevice;
    private final int parities;

    /**
     * @param flag in a block group's type
     * @param factor copies of each byte, as statfs counts them: parity is not one
     * @param least devices a chunk needs
     * @param perDevice stripes on each device
     * @param parities stripes of parity
     */
    Profile(int flag, int factor, int least, int perDevice, int parities) {
        this.flag = flag;
        this.factor = factor;
        this.least = least;
        this.perDevice = perDevice;
        this.parities = parities;
    }

    /** By a block group's type, or null for several profiles at once. */
    static @Nullable Profile of(long type) {
        for (Profile profile : values()) {
            if ((type & MASK) == profile.flag) {
                return profile;
            }
        }
        return null;
    }

    int flag() {
        return flag;
    }

    int factor() {
        return factor;
    }

    int least() {
        return least;
    }

    int perDevice() {
        return perDevice;
    }

    int parities() {
        return parities;
    }

    boolean striped() {
        return this == RAID0 || this == RAID10 || this == RAID5 || this == RAID6;
    }
}
