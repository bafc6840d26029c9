package org.guestscope.agent.action;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.guestscope.agent.child.ChildException;
import org.guestscope.agent.libc.Errno;
import org.guestscope.agent.libc.ErrnoException;
import org.guestscope.agent.libc.Fd;
import org.guestscope.agent.libc.FileStatus;
import org.guestscope.agent.libc.Posix;
import org.guestscope.guest.action.Attributes;
import org.guestscope.guest.struct.Stat;
import org.guestscope.guest.struct.StatNs;
import org.guestscope.guest.struct.StatVfs;
import org.jspecify.annotations.Nullable;

/** Asks and changes what a file is apart from its bytes. */
public final class AttributeActions implements Attributes {

    /** In place of nanoseconds: now, and as it was; {@code linux/stat.h}. */
    private static final long UTIME_NOW = 0x3fffffff;

    private static final long UTIME_OMIT = 0x3ffffffe;
    private static final StatNs MISSING = new StatNs(0, -1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    private final ActionContext context;

    /** With what all actions share. */
    public AttributeActions(ActionContext context) {
        this.context = context;
    }

    @Override
    public void touch(String path) throws IOException {
        FileStatus status = statusOrNull(path, false);
        if (status != null && status.type() != FileStatus.REGULAR) {
            throw new ChildException(path + ": touch can only be used on a regular file");
        }
        try (Fd file = context.sysroot().open(path, Posix.O_WRONLY | Posix.O_CREAT, 0666)) {
            Posix.utimensat(path, Posix.AT_FDCWD, file.procPath(), new long[] {0, UTIME_NOW, 0, UTIME_NOW}, 0);
        }
    }

    @Override
    public void chmod(int mode, String path) throws IOException {
        if (mode < 0) {
            throw new ChildException(path + ": mode is negative");
        }
        try (Fd file = context.sysroot().handle(path)) {
            Posix.chmod(path, file.procPath(), mode);
        }
    }

    @Override
    public void chown(int owner, int group, String path) throws IOException {
        chown(path, owner, group, true);
    }

    @Override
    public void lchown(int owner, int group, String path) throws IOException {
        chown(path, owner, group, false);
    }

    private void chown(String path, int owner, int group, boolean follow) throws IOException {
        try (Fd file = context.sysroot().handle(path, follow)) {
            Posix.fchownat(path, file.number(), "", owner, group, Posix.AT_EMPTY_PATH);
        }
    }

    @Override
    public boolean exists(String path) throws IOException {
        return context.sysroot().exists(path);
    }

    @Override
    public boolean isFile(String path, @Nullable Boolean followsymlinks) throws IOException {
        return isType(path, followsymlinks, FileStatus.REGULAR);
    }

    @Override
    public boolean isDir(String path, @Nullable Boolean followsymlinks) throws IOException {
        return isType(path, followsymlinks, FileStatus.DIRECTORY);
    }

    @Override
    public boolean isChardev(String path, @Nullable Boolean followsymlinks) throws IOException {
        return isType(path, followsymlinks, FileStatus.CHARACTER_DEVICE);
    }

    @Override
    public boolean isBlockdev(String path, @Nullable Boolean followsymlinks) throws IOException {
        return isType(path, followsymlinks, FileStatus.BLOCK_DEVICE);
    }

    @Override
    public boolean isFifo(String path, @Nullable Boolean followsymlinks) throws IOException {
        return isType(path, followsymlinks, FileStatus.FIFO);
    }

    @Override
    public boolean isSymlink(String path) throws IOException {
        return isType(path, false, FileStatus.SYMLINK);
    }

    @Override
    public boolean isSocket(String path, @Nullable Boolean followsymlinks) throws IOException {
        return isType(path, followsymlinks, FileStatus.SOCKET);
    }

    private boolean isType(String path, @Nullable Boolean follow, int type) throws IOException {
        FileStatus status = statusOrNull(path, Boolean.TRUE.equals(follow));
        return status != null && status.type() == type;
    }

    private @Nullable FileStatus statusOrNull(String path, boolean follow) throws IOException {
        try {
            return context.sysroot().status(path, follow);
        } catch (ErrnoException e) {
            if (e.errno() == Errno.ENOENT || e.errno() == Errno.ENOTDIR) {
                return null;
            }
            throw e;
        }
    }

    @Override
    public String file(String path) throws IOException {
        if (path.startsWith("/dev/")) {
            return describe("-bsL", path);
        }
        FileStatus status = context.sysroot().status(path, false);
        String kind = switch (status.type()) {
            case FileStatus.REGULAR -> null;
            case FileStatus.DIRECTORY -> "directory";
            case FileStatus.CHARACTER_DEVICE -> "character device";
            case FileStatus.BLOCK_DEVICE -> "block device";
            case FileStatus.FIFO -> "FIFO";
            case FileStatus.SYMLINK -> "symbolic link";
            case FileStatus.SOCKET -> "socket";
            default -> "unknown, mode 0%o".formatted(status.mode());
        };
        if (kind != null) {
            return kind;
        }
        try (Fd file = context.sysroot().handleNoFollow(path)) {
            return describe("-bL", file.procPath());
        }
    }

    /** Looks into what is compressed, too; file's sandbox keeps it from that, and a machine of its own is a better one. */
    private String describe(String options, String path) throws IOException {
        return context.child("file", "-zS", options, "--", path).require().trimmed();
    }

    @Override
    public String caseSensitivePath(String path) throws IOException {
        return new CaseSensitivePath(context.sysroot()).resolve(path);
    }

    @Override
    public String fileArchitecture(String filename) throws IOException {
        return new FileArchitecture(context).of(filename);
    }

    @Override
    public StatVfs statvfs(String path) throws IOException {
        try (Fd file = context.sysroot().handle(path)) {
            long[] n = Posix.fstatvfs(path, file);
            return new StatVfs(n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7], n[8], n[9], n[10]);
        }
    }

    @Override
    public void truncate(String path) throws IOException {
        truncateSize(path, 0);
    }

    @Override
    public void truncateSize(String path, long size) throws IOException {
        try (Fd file = context.sysroot().open(path, Posix.O_WRONLY)) {
            Posix.ftruncate(path, file, size);
        }
    }

    @Override
    public void utimens(String path, long atsecs, long atnsecs, long mtsecs, long mtnsecs) throws IOException {
        long[] times = {atsecs, special(atnsecs), mtsecs, special(mtnsecs)};
        try (Fd file = context.sysroot().handleNoFollow(path)) {
            Posix.utimensat(path, file.number(), "", times, Posix.AT_EMPTY_PATH | Posix.AT_SYMLINK_NOFOLLOW);
        }
    }

    /** The API's own spellings of "now" (-1) and "leave" (-2). */
    private static long special(long nanos) {
        return nanos == -1 ? UTIME_NOW : nanos == -2 ? UTIME_OMIT : nanos;
    }

    @Override
    public long filesize(String file) throws IOException {
        return context.sysroot().status(file, true).size();
    }

    @Override
    public void fallocate(String path, int len) throws IOException {
        fallocate64(path, len);
    }

    @Override
    public void fallocate64(String path, long len) throws IOException {
        int flags = Posix.O_WRONLY | Posix.O_CREAT | Posix.O_TRUNC;
        try (Fd file = context.sysroot().open(path, flags, 0666)) {
            Posix.posixFallocate(path, file, len);
        }
    }

    @Override
    public StatNs statns(String path) throws IOException {
        return statNs(context.sysroot().status(path, true));
    }

    @Override
    public StatNs lstatns(String path) throws IOException {
        return statNs(context.sysroot().status(path, false));
    }

    @Override
    public Stat stat(String path) throws IOException {
        return seconds(statns(path));
    }

    @Override
    public Stat lstat(String path) throws IOException {
        return seconds(lstatns(path));
    }

    @Override
    public List<StatNs> lstatnslist(String path, List<String> names) throws IOException {
        List<StatNs> all = new ArrayList<>(names.size());
        try (Fd directory = context.sysroot().directory(path)) {
            for (String name : names) {
                try {
                    all.add(statNs(Posix.statx(name, directory.number(), name, Posix.AT_SYMLINK_NOFOLLOW)));
                } catch (ErrnoException e) {
                    all.add(MISSING);
                }
            }
        }
        return all;
    }

    @Override
    public List<Stat> lstatlist(String path, List<String> names) throws IOException {
        List<Stat> all = new ArrayList<>(names.size());
        for (StatNs each : lstatnslist(path, names)) {
            all.add(seconds(each));
        }
        return all;
    }

    private static StatNs statNs(FileStatus s) {
        return new StatNs(
                s.device(),
                s.inode(),
                s.mode(),
                s.links(),
                Integer.toUnsignedLong(s.owner()),
                Integer.toUnsignedLong(s.group()),
                s.special(),
                s.size(),
                s.blockSize(),
                s.blocks(),
                s.accessSeconds(),
                s.accessNanos(),
                s.modifySeconds(),
                s.modifyNanos(),
                s.changeSeconds(),
                s.changeNanos(),
                0,
                0,
                0,
                0,
                0,
                0);
    }

    private static Stat seconds(StatNs s) {
        return new Stat(
                s.stDev(),
                s.stIno(),
                s.stMode(),
                s.stNlink(),
                s.stUid(),
                s.stGid(),
                s.stRdev(),
                s.stSize(),
                s.stBlksize(),
                s.stBlocks(),
                s.stAtimeSec(),
                s.stMtimeSec(),
                s.stCtimeSec());
    }
}
