package org.guestscope.appliance.fuse;

import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import org.guestscope.guest.struct.StatNs;
import org.guestscope.guest.struct.StatVfs;

/**
 * The structs that libfuse hands over, on 64-bit Linux. {@code struct stat} has two forms there: x86-64's own, and the
 * kernel's generic one of the newer architectures.
 */
final class NativeLayout {
    /** {@code sizeof (struct stat)}: 144 on x86-64, 128 elsewhere. */
    static final int STAT_SIZE = 144;

    /** Slots of {@code struct fuse_operations}, in the order of fuse.h. */
    enum Operation {
        GETATTR,
        READLINK,
        MKNOD,
        MKDIR,
        UNLINK,
        RMDIR,
        SYMLINK,
        RENAME,
        LINK,
        CHMOD,
        CHOWN,
        TRUNCATE,
        OPEN,
        READ,
        WRITE,
        STATFS,
        FLUSH,
        RELEASE,
        FSYNC,
        SETXATTR,
        GETXATTR,
        LISTXATTR,
        REMOVEXATTR,
        OPENDIR,
        READDIR,
        RELEASEDIR,
        FSYNCDIR,
        INIT,
        DESTROY,
        ACCESS,
        CREATE,
        LOCK,
        UTIMENS
    }

    /** {@code struct fuse_file_info}: flags (int) first, fh (uint64_t) after two ints of bits. */
    private static final int FILE_INFO_FLAGS = 0;

    private static final int FILE_INFO_HANDLE = 16;

    // struct fuse_config: six ints, then entry_timeout, negative_timeout and attr_timeout (doubles), four ints,
    // use_ino.
    private static final int CONFIG_ENTRY_TIMEOUT = 24;
    private static final int CONFIG_ATTR_TIMEOUT = 40;
    private static final int CONFIG_USE_INO = 64;

    /** {@code struct timespec}. */
    private static final int TIMESPEC_SIZE = 16;

    private NativeLayout() {}

    /** Lets the kernel keep names and attributes, and has inode numbers shown as they are given. */
    static void configure(Pointer config, int cacheSeconds) {
        config.setDouble(CONFIG_ENTRY_TIMEOUT, cacheSeconds);
        config.setDouble(CONFIG_ATTR_TIMEOUT, cacheSeconds);
        config.setInt(CONFIG_USE_INO, 1);
    }

    static int flags(Pointer info) {
        return info.getInt(FILE_INFO_FLAGS);
    }

    static long handle(Pointer info) {
        return info.getLong(FILE_INFO_HANDLE);
    }

    static void handle(Pointer info, long handle) {
        info.setLong(FILE_INFO_HANDLE, handle);
    }

    static void writeStat(Pointer to, StatNs stat) {
        to.clear(Platform.isIntel() ? STAT_SIZE : 128);
        to.setLong(0, stat.stDev());
        to.setLong(8, stat.stIno());
        if (Platform.isIntel()) {
            // dev 8, ino 8, nlink 8, mode 4, uid 4, gid 4, padding 4, rdev 8, size 8, blksize 8, blocks 8
            to.setLong(16, stat.stNlink());
            to.setInt(24, (int) stat.stMode());
            to.setInt(28, (int) stat.stUid());
            to.setInt(32, (int) stat.stGid());
            to.setLong(40, stat.stRdev());
            to.setLong(48, stat.stSize());
            to.setLong(56, stat.stBlksize());
        } else {
            // dev 8, ino 8, mode 4, nlink 4, uid 4, gid 4, rdev 8, padding 8, size 8, blksize 4, padding 4, blocks 8
            to.setInt(16, (int) stat.stMode());
            to.setInt(20, (int) stat.stNlink());
            to.setInt(24, (int) stat.stUid());
            to.setInt(28, (int) stat.stGid());
            to.setLong(32, stat.stRdev());
            to.setLong(48, stat.stSize());
            to.setInt(56, (int) stat.stBlksize());
        }
        to.setLong(64, stat.stBlocks());
        to.setLong(72, stat.stAtimeSec());
        to.setLong(80, stat.stAtimeNsec());
        to.setLong(88, stat.stMtimeSec());
        to.setLong(96, stat.stMtimeNsec());
        to.setLong(104, stat.stCtimeSec());
        to.setLong(112, stat.stCtimeNsec());
    }

    /** A {@code struct stat} of which only the type and the inode are known. */
    static void writeType(Pointer to, long inode, int type) {
        to.clear(STAT_SIZE);
        to.setLong(8, inode);
        to.setInt(Platform.isIntel() ? 24 : 16, type);
    }

    /** Eleven {@code unsigned long}s in the order of {@code struct statvfs}. */
    static void writeStatVfs(Pointer to, StatVfs statistics) {
        long[] fields = {
            statistics.bsize(),
            statistics.frsize(),
            statistics.blocks(),
            statistics.bfree(),
            statistics.bavail(),
            statistics.files(),
            statistics.ffree(),
            statistics.favail(),
            statistics.fsid(),
            statistics.flag(),
            statistics.namemax()
        };
        to.write(0, fields, 0, fields.length);
    }

    /** Seconds of the time at an index of an array of {@code struct timespec}. */
    static long seconds(Pointer times, int index) {
        return times.getLong((long) index * TIMESPEC_SIZE);
    }

    static long nanos(Pointer times, int index) {
        return times.getLong((long) index * TIMESPEC_SIZE + Long.BYTES);
    }

    /** A {@code dev_t} of glibc taken apart. */
    static int major(long device) {
        return (int) ((device >>> 8 & 0xFFF) | (device >>> 32 & 0xFFFF_F000));
    }

    static int minor(long device) {
        return (int) ((device & 0xFF) | (device >>> 12 & 0xFFFF_FF00));
    }
}
