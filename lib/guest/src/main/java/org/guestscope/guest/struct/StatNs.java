package org.guestscope.guest.struct;

/** Status of a file with times to the nanosecond, after {@code struct stat}; -1 as inode number marks a file that is not there. */
public record StatNs(
        long stDev,
        long stIno,
        long stMode,
        long stNlink,
        long stUid,
        long stGid,
        long stRdev,
        long stSize,
        long stBlksize,
        long stBlocks,
        long stAtimeSec,
        long stAtimeNsec,
        long stMtimeSec,
        long stMtimeNsec,
        long stCtimeSec,
        long stCtimeNsec,
        long stSpare1,
        long stSpare2,
        long stSpare3,
        long stSpare4,
        long stSpare5,
        long stSpare6) {}
