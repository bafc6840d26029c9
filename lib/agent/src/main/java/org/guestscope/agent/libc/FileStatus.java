package org.guestscope.agent.libc;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What {@code statx} says of a file, fields in its order.
 *
 * @param blockSize preferred size of reads and writes
 * @param attributes bits as {@code STATX_ATTR_*}
 * @param links number of names
 * @param owner user number
 * @param group group number
 * @param mode type and permission bits
 * @param inode inode number
 * @param size length in bytes
 * @param blocks space taken, in 512-byte units
 * @param accessSeconds time of the last access
 * @param accessNanos its fraction
 * @param changeSeconds time of the last change of status
 * @param changeNanos its fraction
 * @param modifySeconds time of the last change of contents
 * @param modifyNanos its fraction
 * @param special number of the device that a device node is
 * @param device number of the device that the file is on
 * @see <a href="https://man7.org/linux/man-pages/man2/statx.2.html">statx(2)</a>
 */
public record FileStatus(
        int blockSize,
        long attributes,
        int links,
        int owner,
        int group,
        int mode,
        long inode,
        long size,
        long blocks,
        long accessSeconds,
        int accessNanos,
        long changeSeconds,
        int changeNanos,
        long modifySeconds,
        int modifyNanos,
        long special,
        long device) {

    static final int BYTES = 256;

    private static final int S_IFMT = 0170000;

    /** Type bits of a file: {@code S_IF*}. */
    public static final int FIFO = 0010000;

    public static final int CHARACTER_DEVICE = 0020000;
    public static final int DIRECTORY = 0040000;
    public static final int BLOCK_DEVICE = 0060000;
    public static final int REGULAR = 0100000;
    public static final int SYMLINK = 0120000;
    public static final int SOCKET = 0140000;

    /** The type bits. */
    public int type() {
        return mode & S_IFMT;
    }

    /** Whether it is a directory. */
    public boolean isDirectory() {
        return type() == DIRECTORY;
    }

    /** Whether it is a block device. */
    public boolean isBlockDevice() {
        return type() == BLOCK_DEVICE;
    }

    /** Reads {@code struct statx}. */
    static FileStatus read(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
        in.getInt(); // stx_mask
        int blockSize = in.getInt();
        long attributes = in.getLong();
        int links = in.getInt();
        int owner = in.getInt();
        int group = in.getInt();
        int mode = Short.toUnsignedInt(in.getShort());
        in.getShort(); // padding (2)
        long inode = in.getLong();
        long size = in.getLong();
        long blocks = in.getLong();
        in.getLong(); // stx_attributes_mask
        long accessSeconds = in.getLong();
        int accessNanos = in.getInt();
        in.getInt(); // padding (4)
        in.getLong(); // stx_btime: seconds (8)
        in.getLong(); // stx_btime: nanoseconds (4), padding (4)
        long changeSeconds = in.getLong();
        int changeNanos = in.getInt();
        in.getInt(); // padding (4)
        long modifySeconds = in.getLong();
        int modifyNanos = in.getInt();
        in.getInt(); // padding (4)
        long special = makeDevice(in.getInt(), in.getInt());
        long device = makeDevice(in.getInt(), in.getInt());
        return new FileStatus(
                blockSize,
                attributes,
                links,
                owner,
                group,
                mode,
                inode,
                size,
                blocks,
                accessSeconds,
                accessNanos,
                changeSeconds,
                changeNanos,
                modifySeconds,
                modifyNanos,
                special,
                device);
    }

    /** A device number as glibc's {@code makedev} packs it. */
    public static long makeDevice(int major, int minor) {
        return (major & 0xfffff000L) << 32 | (major & 0xfffL) << 8 | (minor & 0xffffff00L) << 12 | minor & 0xffL;
    }

    /** The major part of a device number. */
    public static int major(long device) {
        return (int) (device >>> 32 & 0xfffff000L | device >>> 8 & 0xfff);
    }

    /** The minor part of a device number. */
    public static int minor(long device) {
        return (int) (device >>> 12 & 0xffffff00L | device & 0xff);
    }
}
