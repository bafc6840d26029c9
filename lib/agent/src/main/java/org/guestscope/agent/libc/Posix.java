package org.guestscope.agent.libc;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * System calls with Java's manners: paths are byte texts (one byte per {@code char}), failures are
 * {@link ErrnoException}s that name {@code what} was tried on, interrupted calls are repeated.
 */
public final class Posix {

    /** Instead of a descriptor: relative to the current directory. */
    public static final int AT_FDCWD = -100;

    public static final int AT_SYMLINK_NOFOLLOW = 0x100;
    public static final int AT_REMOVEDIR = 0x200;
    public static final int AT_SYMLINK_FOLLOW = 0x400;
    public static final int AT_EMPTY_PATH = 0x1000;

    public static final int O_RDONLY = 0;
    public static final int O_WRONLY = 1;
    public static final int O_RDWR = 2;
    public static final int O_CREAT = 0100;
    public static final int O_EXCL = 0200;
    public static final int O_NOCTTY = 0400;
    public static final int O_TRUNC = 01000;
    public static final int O_APPEND = 02000;
    public static final int O_NONBLOCK = 04000;
    public static final int O_DIRECT = Platform.isARM() ? 0200000 : 040000;
    public static final int O_DIRECTORY = Platform.isARM() ? 040000 : 0200000;
    public static final int O_NOFOLLOW = Platform.isARM() ? 0100000 : 0400000;
    public static final int O_CLOEXEC = 02000000;
    public static final int O_PATH = 010000000;

    /** Absolute paths and links stay below the directory that a path is relative to. */
    public static final long RESOLVE_IN_ROOT = 0x10;

    public static final int SEEK_SET = 0;
    public static final int SEEK_CUR = 1;
    public static final int SEEK_END = 2;
    public static final int SEEK_DATA = 3;
    public static final int SEEK_HOLE = 4;

    private static final long SYS_OPENAT2 = 437;
    private static final int STATX_BASIC_STATS = 0x7ff;
    private static final int PATH_MAX = 4096;

    /** Enough for some thousand names at a time. */
    private static final int DIRECTORY_BUFFER = 128 << 10;

    /** A frame of a file transfer fits, so that it is one write. */
    private static final int TRANSFER_BYTES = 260 << 10;

    /** Alignment that O_DIRECT asks for, of memory, offset and length, on every device. */
    static final int DIRECT_ALIGNMENT = 4096;

    /** What a thread reads and writes through; the kernel gives it pages only as far as it is used. */
    private static final ThreadLocal<Memory> TRANSFER =
            ThreadLocal.withInitial(() -> new Memory(TRANSFER_BYTES + DIRECT_ALIGNMENT).align(DIRECT_ALIGNMENT));

    private Posix() {}

    /** One entry of a directory: {@code type} is a {@code DT_*} number. */
    public record Entry(long inode, int type, String name) {}

    /** One call that may fail. */
    @FunctionalInterface
    interface Call {
        long run() throws LastErrorException;
    }

    static long check(String what, Call call) throws ErrnoException {
        while (true) {
            try {
                return call.run();
            } catch (LastErrorException e) {
                if (e.getErrorCode() != Errno.EINTR) {
                    throw new ErrnoException(what, e.getErrorCode());
                }
            }
        }
    }

    /** A byte text as a C string. */
    static byte[] c(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return Arrays.copyOf(bytes, bytes.length + 1);
    }

    static String text(byte[] bytes, int length) {
        return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    }

    /** {@code openat2}. */
    public static Fd open(String what, int dirfd, String path, int flags, int mode, long resolve)
            throws ErrnoException {
        byte[] how = ByteBuffer.allocate(3 * Long.BYTES)
                .order(ByteOrder.nativeOrder())
                .putLong(Integer.toUnsignedLong(flags | O_CLOEXEC))
                .putLong((flags & O_CREAT) != 0 ? mode : 0)
                .putLong(resolve)
                .array();
        int number = (int) check(what, () -> Libc.syscall(SYS_OPENAT2, dirfd, c(path), how, how.length, 0, 0));
        return new Fd(number, what);
    }

    /** Opens a path of the appliance itself. */
    public static Fd open(String path, int flags) throws ErrnoException {
        return open(path, AT_FDCWD, path, flags, 0, 0);
    }

    static void close(int fd) {
        try {
            Libc.close(fd);
        } catch (LastErrorException e) {
            // The descriptor is gone all the same; what writing needed to report, fsync or write did.
        }
    }

    /**
     * Reads at the file's position; -1 at the end. It goes through native memory of the thread's own: an array would be
     * copied by JNA as a whole, both ways, and a virtio port gives no more than a page at a time.
     */
    static int read(Fd fd, byte[] bytes, int offset, int length) throws ErrnoException {
        Memory memory = TRANSFER.get();
        int wanted = Math.min(length, TRANSFER_BYTES);
        int got = (int) check(fd.name(), () -> Libc.read(fd.number(), memory, wanted));
        if (got > 0) {
            memory.read(0, bytes, offset, got);
        }
        return got == 0 ? -1 : got;
    }

    /** Reads at an offset, as much as there is up to the array's length; gives how much. */
    public static int pread(String what, Fd fd, byte[] bytes, long offset) throws ErrnoException {
        int got = 0;
        while (got < bytes.length) {
            byte[] target = got == 0 ? bytes : new byte[bytes.length - got];
            long at = offset + got;
            int more = (int) check(what, () -> Libc.pread(fd.number(), target, target.length, at));
            if (more == 0) {
                break;
            }
            if (target != bytes) {
                System.arraycopy(target, 0, bytes, got, more);
            }
            got += more;
        }
        return got;
    }

    /**
     * Reads at an offset and looks for anything but zeros, without making Java arrays of what is read.
     *
     * @param length how much to read at the most
     * @return how many bytes, all zeros, there were, which may be fewer than asked for; 0 at the file's end; -1 when one of
     *     them is not zero
     */
    public static int readZeros(String what, Fd fd, long offset, int length) throws ErrnoException {
        Memory memory = TRANSFER.get();
        int wanted = Math.min(length, TRANSFER_BYTES);
        int got = (int) check(what, () -> Libc.pread(fd.number(), memory, wanted, offset));
        // All are equal to the one before, and the first is zero.
        boolean zeros = got == 0 || memory.getByte(0) == 0 && Libc.memcmp(memory, memory.share(1), got - 1L) == 0;
        return zeros ? got : -1;
    }

    /** Writes at the file's position, all of it. */
    static void writeFully(Fd fd, byte[] bytes, int offset, int length) throws ErrnoException {
        Memory memory = TRANSFER.get();
        int done = 0;
        while (done < length) {
            int part = Math.min(length - done, TRANSFER_BYTES);
            memory.write(0, bytes, offset + done, part);
            int written = 0;
            while (written < part) {
                int from = written;
                Pointer rest = from == 0 ? memory : memory.share(from);
                written += (int) check(fd.name(), () -> Libc.write(fd.number(), rest, part - from));
            }
            done += part;
        }
    }

    /** Writes at the file's position once; gives how much was written. */
    public static int write(String what, Fd fd, byte[] bytes) throws ErrnoException {
        if (bytes.length == 0) {
            return 0;
        }
        try (Memory memory = new Memory(bytes.length)) {
            memory.write(0, bytes, 0, bytes.length);
            return (int) check(what, () -> Libc.write(fd.number(), memory, bytes.length));
        }
    }

    public static long lseek(String what, Fd fd, long offset, int whence) throws ErrnoException {
        return check(what, () -> Libc.lseek(fd.number(), offset, whence));
    }

    public static void fsync(String what, Fd fd) throws ErrnoException {
        check(what, () -> Libc.fsync(fd.number()));
    }

    public static void sync() {
        Libc.sync();
    }

    public static void ftruncate(String what, Fd fd, long length) throws ErrnoException {
        check(what, () -> Libc.ftruncate(fd.number(), length));
    }

    public static void fallocate(String what, Fd fd, int mode, long offset, long length) throws ErrnoException {
        check(what, () -> Libc.fallocate(fd.number(), mode, offset, length));
    }

    /** {@code posix_fallocate}, which writes zeros where the filesystem cannot reserve. */
    public static void posixFallocate(String what, Fd fd, long length) throws ErrnoException {
        int errno = Libc.posix_fallocate(fd.number(), 0, length);
        if (errno != 0) {
            throw new ErrnoException(what, errno);
        }
    }

    public static Fd[] pipe() throws ErrnoException {
        int[] fds = new int[2];
        check("pipe", () -> Libc.pipe2(fds, O_CLOEXEC));
        return new Fd[] {new Fd(fds[0], "pipe"), new Fd(fds[1], "pipe")};
    }

    public static void chmod(String what, String path, int mode) throws ErrnoException {
        check(what, () -> Libc.chmod(c(path), mode));
    }

    public static void fchmod(String what, Fd fd, int mode) throws ErrnoException {
        check(what, () -> Libc.fchmod(fd.number(), mode));
    }

    public static void fchownat(String what, int dirfd, String path, int owner, int group, int flags)
            throws ErrnoException {
        check(what, () -> Libc.fchownat(dirfd, c(path), owner, group, flags));
    }

    public static void mkdirat(String what, int dirfd, String path, int mode) throws ErrnoException {
        check(what, () -> Libc.mkdirat(dirfd, c(path), mode));
    }

    public static void mknodat(String what, int dirfd, String path, int mode, long device) throws ErrnoException {
        check(what, () -> Libc.mknodat(dirfd, c(path), mode, device));
    }

    public static void unlinkat(String what, int dirfd, String path, int flags) throws ErrnoException {
        check(what, () -> Libc.unlinkat(dirfd, c(path), flags));
    }

    public static void linkat(String what, int olddir, String oldpath, int newdir, String newpath, int flags)
            throws ErrnoException {
        check(what, () -> Libc.linkat(olddir, c(oldpath), newdir, c(newpath), flags));
    }

    public static void symlinkat(String what, String target, int dirfd, String path) throws ErrnoException {
        check(what, () -> Libc.symlinkat(c(target), dirfd, c(path)));
    }

    public static void renameat(String what, int olddir, String oldpath, int newdir, String newpath)
            throws ErrnoException {
        check(what, () -> Libc.renameat(olddir, c(oldpath), newdir, c(newpath)));
    }

    public static String readlinkat(String what, int dirfd, String path) throws ErrnoException {
        byte[] buffer = new byte[PATH_MAX];
        long length = check(what, () -> Libc.readlinkat(dirfd, c(path), buffer, buffer.length));
        return text(buffer, (int) length);
    }

    public static FileStatus statx(String what, int dirfd, String path, int flags) throws ErrnoException {
        byte[] buffer = new byte[FileStatus.BYTES];
        check(what, () -> Libc.statx(dirfd, c(path), flags, STATX_BASIC_STATS, buffer));
        return FileStatus.read(buffer);
    }

    /** Status of an open file. */
    public static FileStatus fstat(String what, Fd fd) throws ErrnoException {
        return statx(what, fd.number(), "", AT_EMPTY_PATH);
    }

    /** The eleven numbers of {@code struct statvfs}, in its order. */
    public static long[] fstatvfs(String what, Fd fd) throws ErrnoException {
        byte[] buffer = new byte[256];
        check(what, () -> Libc.fstatvfs(fd.number(), buffer));
        long[] numbers = new long[11];
        ByteBuffer.wrap(buffer).order(ByteOrder.nativeOrder()).asLongBuffer().get(numbers);
        return numbers;
    }

    /** Sets times: access seconds and nanoseconds, modification seconds and nanoseconds. */
    public static void utimensat(String what, int dirfd, String path, long[] times, int flags) throws ErrnoException {
        check(what, () -> Libc.utimensat(dirfd, c(path), times, flags));
    }

    public static int umask(int mask) {
        return Libc.umask(mask);
    }

    public static void mount(String what, String source, String target, String type, long flags, String data)
            throws ErrnoException {
        check(what, () -> Libc.mount(c(source), c(target), c(type), flags, c(data)));
    }

    public static void umount(String what, String target, int flags) throws ErrnoException {
        check(what, () -> Libc.umount2(c(target), flags));
    }

    public static void swapon(String what, String path) throws ErrnoException {
        check(what, () -> Libc.swapon(c(path), 0));
    }

    public static void swapoff(String what, String path) throws ErrnoException {
        check(what, () -> Libc.swapoff(c(path)));
    }

    /** Names of the extended attributes of a path, of a symbolic link itself unless {@code follow}. */
    public static List<String> listxattr(String what, String path, boolean follow) throws ErrnoException {
        byte[] buffer = new byte[64 << 10];
        int length = (int) check(
                what,
                () -> follow
                        ? Libc.listxattr(c(path), buffer, buffer.length)
                        : Libc.llistxattr(c(path), buffer, buffer.length));
        List<String> names = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < length; i++) {
            if (buffer[i] == 0) {
                names.add(new String(buffer, from, i - from, StandardCharsets.ISO_8859_1));
                from = i + 1;
            }
        }
        return names;
    }

    public static byte[] getxattr(String what, String path, String name, boolean follow) throws ErrnoException {
        byte[] buffer = new byte[64 << 10];
        int length = (int) check(
                what,
                () -> follow
                        ? Libc.getxattr(c(path), c(name), buffer, buffer.length)
                        : Libc.lgetxattr(c(path), c(name), buffer, buffer.length));
        return Arrays.copyOf(buffer, length);
    }

    public static void setxattr(String what, String path, String name, byte[] value) throws ErrnoException {
        check(what, () -> Libc.setxattr(c(path), c(name), value, value.length, 0));
    }

    public static void removexattr(String what, String path, String name) throws ErrnoException {
        check(what, () -> Libc.removexattr(c(path), c(name)));
    }

    public static int ioctl(String what, Fd fd, long request, byte[] argument) throws ErrnoException {
        return (int) check(what, () -> Libc.ioctl(fd.number(), request, argument));
    }

    public static int ioctl(String what, Fd fd, long request, long argument) throws ErrnoException {
        return (int) check(what, () -> Libc.ioctl(fd.number(), request, argument));
    }

    /** The entries of an open directory, without {@code .} and {@code ..}. */
    public static List<Entry> readdir(String what, Fd directory) throws ErrnoException {
        List<Entry> entries = readdirAll(what, directory);
        entries.removeIf(entry -> entry.name().equals(".") || entry.name().equals(".."));
        return entries;
    }

    /** The entries of an open directory. */
    public static List<Entry> readdirAll(String what, Fd directory) throws ErrnoException {
        List<Entry> entries = new ArrayList<>();
        byte[] buffer = new byte[DIRECTORY_BUFFER];
        while (true) {
            int length = (int) check(what, () -> getdents(directory, buffer));
            if (length == 0) {
                return entries;
            }
            ByteBuffer in = ByteBuffer.wrap(buffer, 0, length).order(ByteOrder.nativeOrder());
            while (in.remaining() > 0) {
                int start = in.position();
                long inode = in.getLong();
                in.getLong(); // d_off
                int recordLength = Short.toUnsignedInt(in.getShort());
                int type = in.get();
                int end = in.position();
                while (buffer[end] != 0) {
                    end++;
                }
                String name = new String(buffer, in.position(), end - in.position(), StandardCharsets.ISO_8859_1);
                entries.add(new Entry(inode, type, name));
                in.position(start + recordLength);
            }
        }
    }

    private static long getdents(Fd directory, byte[] buffer) {
        return Libc.getdents64(directory.number(), buffer, buffer.length);
    }

    public static Fd inotifyInit() throws ErrnoException {
        return new Fd((int) check("inotify_init1", () -> Libc.inotify_init1(O_CLOEXEC | O_NONBLOCK)), "inotify");
    }

    public static int inotifyAddWatch(String what, Fd inotify, String path, int mask) throws ErrnoException {
        return (int) check(what, () -> Libc.inotify_add_watch(inotify.number(), c(path), mask));
    }

    public static void inotifyRemoveWatch(String what, Fd inotify, int watch) throws ErrnoException {
        check(what, () -> Libc.inotify_rm_watch(inotify.number(), watch));
    }

    /** Name, node, release, version and machine of the kernel. */
    public static List<String> uname() throws ErrnoException {
        int field = 65;
        byte[] buffer = new byte[6 * field];
        check("uname", () -> Libc.uname(buffer));
        List<String> fields = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            int end = i * field;
            while (buffer[end] != 0) {
                end++;
            }
            fields.add(new String(buffer, i * field, end - i * field, StandardCharsets.ISO_8859_1));
        }
        return fields;
    }

    public static void setClock(long seconds, long nanos) throws ErrnoException {
        check("clock_settime", () -> Libc.clock_settime(0, new long[] {seconds, nanos}));
    }

    public static void kill(int pid, int signal) throws ErrnoException {
        check("kill", () -> Libc.kill(pid, signal));
    }

    /** Waits for a child; gives the raw status word. */
    public static int waitpid(int pid) throws ErrnoException {
        int[] status = new int[1];
        check("waitpid", () -> Libc.waitpid(pid, status, 0));
        return status[0];
    }

    public static int getpid() {
        return Libc.getpid();
    }
}
