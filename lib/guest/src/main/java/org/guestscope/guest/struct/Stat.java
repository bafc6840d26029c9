package org.guestscope.guest.struct;

/** Status of a file with times in seconds, after {@code struct stat}; -1 as inode number marks a file that is not there. */
public record Stat(
        long dev,
        long ino,
        long mode,
        long nlink,
        long uid,
        long gid,
        long rdev,
        long size,
        long blksize,
        long blocks,
        long atime,
        long mtime,
        long ctime) {}
