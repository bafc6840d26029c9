package org.guestscope.agent.libc;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import com.sun.jna.Pointer;

/**
 * Functions of glibc on 64-bit Linux, named as there. Each throws {@link LastErrorException} where the manual says that
 * it sets {@code errno}; {@link Posix} turns that into {@link ErrnoException}.
 *
 * @see <a href="https://man7.org/linux/man-pages/dir_section_2.html">section 2 of the manual</a>
 */
final class Libc {

    static {
        Native.register("c");
    }

    private Libc() {}

    static native int close(int fd) throws LastErrorException;

    static native long read(int fd, Pointer buffer, long count) throws LastErrorException;

    static native long write(int fd, Pointer buffer, long count) throws LastErrorException;

    static native long pread(int fd, byte[] buffer, long count, long offset) throws LastErrorException;

    static native long pread(int fd, Pointer buffer, long count, long offset) throws LastErrorException;

    static native int memcmp(Pointer one, Pointer other, long count);

    static native long lseek(int fd, long offset, int whence) throws LastErrorException;

    static native int fsync(int fd) throws LastErrorException;

    static native void sync();

    static native int ftruncate(int fd, long length) throws LastErrorException;

    static native int posix_fallocate(int fd, long offset, long length);

    static native int fallocate(int fd, int mode, long offset, long length) throws LastErrorException;

    static native int pipe2(int[] fds, int flags) throws LastErrorException;

    static native int fchmod(int fd, int mode) throws LastErrorException;

    static native int chmod(byte[] path, int mode) throws LastErrorException;

    static native int fchownat(int dirfd, byte[] path, int owner, int group, int flags) throws LastErrorException;

    static native int mkdirat(int dirfd, byte[] path, int mode) throws LastErrorException;

    static native int mknodat(int dirfd, byte[] path, int mode, long dev) throws LastErrorException;

    static native int unlinkat(int dirfd, byte[] path, int flags) throws LastErrorException;

    static native int linkat(int olddir, byte[] oldpath, int newdir, byte[] newpath, int flags)
            throws LastErrorException;

    static native int symlinkat(byte[] target, int dirfd, byte[] path) throws LastErrorException;

    static native int renameat(int olddir, byte[] oldpath, int newdir, byte[] newpath) throws LastErrorException;

    static native long readlinkat(int dirfd, byte[] path, byte[] buffer, long size) throws LastErrorException;

    static native int statx(int dirfd, byte[] path, int flags, int mask, byte[] buffer) throws LastErrorException;

    static native int fcntl(int fd, int command, int argument) throws LastErrorException;

    static native int fstatfs(int fd, byte[] buffer) throws LastErrorException;

    static native int fstatvfs(int fd, byte[] buffer) throws LastErrorException;

    static native int utimensat(int dirfd, byte[] path, long[] times, int flags) throws LastErrorException;

    static native int umask(int mask);

    static native int mount(byte[] source, byte[] target, byte[] type, long flags, byte[] data)
            throws LastErrorException;

    static native int umount2(byte[] target, int flags) throws LastErrorException;

    static native int swapon(byte[] path, int flags) throws LastErrorException;

    static native int swapoff(byte[] path) throws LastErrorException;

    static native long llistxattr(byte[] path, byte[] list, long size) throws LastErrorException;

    static native long listxattr(byte[] path, byte[] list, long size) throws LastErrorException;

    static native long lgetxattr(byte[] path, byte[] name, byte[] value, long size) throws LastErrorException;

    static native long getxattr(byte[] path, byte[] name, byte[] value, long size) throws LastErrorException;

    static native int setxattr(byte[] path, byte[] name, byte[] value, long size, int flags) throws LastErrorException;

    static native int removexattr(byte[] path, byte[] name) throws LastErrorException;

    static native int ioctl(int fd, long request, byte[] argument) throws LastErrorException;

    static native int ioctl(int fd, long request, long argument) throws LastErrorException;

    static native int inotify_init1(int flags) throws LastErrorException;

    static native int inotify_add_watch(int fd, byte[] path, int mask) throws LastErrorException;

    static native int inotify_rm_watch(int fd, int wd) throws LastErrorException;

    static native int uname(byte[] buffer) throws LastErrorException;

    static native int clock_settime(int clock, long[] time) throws LastErrorException;

    static native int kill(int pid, int signal) throws LastErrorException;

    static native int waitpid(int pid, int[] status, int options) throws LastErrorException;

    static native int getpid();

    static native int posix_spawn_file_actions_init(Pointer actions);

    static native int posix_spawn_file_actions_destroy(Pointer actions);

    static native int posix_spawn_file_actions_adddup2(Pointer actions, int fd, int newfd);

    static native int posix_spawn_file_actions_addfchdir_np(Pointer actions, int fd);

    static native int posix_spawn_file_actions_addclosefrom_np(Pointer actions, int from);

    static native int posix_spawnp(
            int[] pid, byte[] file, Pointer actions, Pointer attributes, Pointer arguments, Pointer environment);

    static native long getdents64(int fd, byte[] buffer, long size) throws LastErrorException;

    static native long syscall(long number, long a, byte[] b, byte[] c, long d, long e, long f)
            throws LastErrorException;

    static native void free(Pointer memory);

    static native String strerror(int errno);
}
