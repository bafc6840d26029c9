package org.guestscope.disk.fs;

/**
 * A filesystem's usage, as the kernel's {@code statfs} reports it for a read-only mount.
 *
 * @param blockSize f_bsize, in bytes; the unit of the three block counts
 * @param blocks f_blocks, the size
 * @param free f_bfree
 * @param available f_bavail, free to ordinary users
 * @param files f_files, inodes; 0 where the filesystem has no fixed number, -1 where the kernel reports 2^64-1
 * @param filesFree f_ffree
 * @see <a href="https://man7.org/linux/man-pages/man2/statfs.2.html">statfs(2)</a>
 */
public record StatVfs(long blockSize, long blocks, long free, long available, long files, long filesFree) {}
