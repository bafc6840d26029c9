package org.guestscope.guest.struct;

/** Counts of a mounted filesystem, after {@code struct statvfs}; blocks are of {@code frsize} bytes. */
public record StatVfs(
        long bsize,
        long frsize,
        long blocks,
        long bfree,
        long bavail,
        long files,
        long ffree,
        long favail,
        long fsid,
        long flag,
        long namemax) {}
