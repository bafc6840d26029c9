package org.guestscope.appliance.session;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.guestscope.appliance.fuse.FuseErrorException;
import org.guestscope.appliance.fuse.FuseFilesystem;
import org.guestscope.guest.ActionException;
import org.guestscope.guest.ProgressListener;
import org.guestscope.guest.Transfer;
import org.guestscope.guest.call.ValueMapper;
import org.guestscope.guest.catalogue.ActionDefinition;
import org.guestscope.guest.catalogue.Catalogue;
import org.guestscope.guest.struct.Dirent;
import org.guestscope.guest.struct.StatNs;
import org.guestscope.guest.struct.StatVfs;
import org.guestscope.guest.struct.Xattr;
import org.guestscope.guest.wire.Value;
import org.jspecify.annotations.Nullable;

/** The guest's files by its actions, one action for each operation. */
final class GuestFiles implements FuseFilesystem {
    private static final int EIO = 5;

    // st_mode's types.
    private static final int S_IFMT = 0170000;
    private static final int S_IFIFO = 0010000;
    private static final int S_IFCHR = 0020000;
    private static final int S_IFDIR = 0040000;
    private static final int S_IFBLK = 0060000;
    private static final int S_IFREG = 0100000;
    private static final int S_IFLNK = 0120000;
    private static final int S_IFSOCK = 0140000;

    /** Inode numbers of guests are far below this, so the bits above tell the guest's filesystems apart. */
    private static final int INODE_BITS = 48;

    /** What one message carries; the protocol has a limit for values. */
    private static final int CHUNK = 1 << 20;

    private final Session session;
    private final List<Long> devices = new ArrayList<>();
    private final ReadAhead contents = new ReadAhead(this::fetch);

    GuestFiles(Session session) {
        this.session = session;
    }

    /** Carries out an action that may change what files hold. */
    private Value change(String name, @Nullable Object... arguments) throws IOException {
        contents.forget();
        return run(name, arguments);
    }

    private Value run(String name, @Nullable Object... arguments) throws IOException {
        try {
            return session.call(name, arguments);
        } catch (ActionException e) {
            throw error(e);
        }
    }

    private static FuseErrorException error(ActionException e) {
        return new FuseErrorException(e.errno() > 0 ? e.errno() : EIO, String.valueOf(e.getMessage()));
    }

    private Object call(String name, @Nullable Object... arguments) throws IOException {
        ActionDefinition action = Catalogue.load().get(name);
        try {
            return Objects.requireNonNull(ValueMapper.result(action, run(name, arguments)), name);
        } catch (ReflectiveOperationException e) {
            throw new IOException(name + ": " + e.getMessage(), e);
        }
    }

    /** All of the guest is one filesystem here, so equal inode numbers of two of its own must become different. */
    private StatNs ofOneFilesystem(StatNs stat) {
        if (stat.stIno() == -1) {
            return stat;
        }
        int index = devices.indexOf(stat.stDev());
        if (index < 0) {
            index = devices.size();
            devices.add(stat.stDev());
        }
        return new StatNs(
                stat.stDev(),
                stat.stIno() ^ ((long) index << INODE_BITS),
                stat.stMode(),
                stat.stNlink(),
                stat.stUid(),
                stat.stGid(),
                stat.stRdev(),
                stat.stSize(),
                stat.stBlksize(),
                stat.stBlocks(),
                stat.stAtimeSec(),
                stat.stAtimeNsec(),
                stat.stMtimeSec(),
                stat.stMtimeNsec(),
                stat.stCtimeSec(),
                stat.stCtimeNsec(),
                0,
                0,
                0,
                0,
                0,
                0);
    }

    @Override
    public StatNs stat(String path) throws IOException {
        return ofOneFilesystem((StatNs) call("lstatns", path));
    }

    @Override
    public List<Entry> list(String directory) throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (Object each : (List<?>) call("readdir", directory)) {
            Dirent entry = (Dirent) each;
            entries.add(new Entry(entry.name(), entry.ino(), type(entry.ftyp())));
        }
        return entries;
    }

    private static int type(char letter) {
        return switch (letter) {
            case 'b' -> S_IFBLK;
            case 'c' -> S_IFCHR;
            case 'd' -> S_IFDIR;
            case 'f' -> S_IFIFO;
            case 'l' -> S_IFLNK;
            case 'r' -> S_IFREG;
            case 's' -> S_IFSOCK;
            default -> 0;
        };
    }

    @Override
    public List<StatNs> stat(String directory, List<String> names) throws IOException {
        List<StatNs> stats = new ArrayList<>();
        for (Object each : (List<?>) call("lstatnslist", directory, names)) {
            stats.add(ofOneFilesystem((StatNs) each));
        }
        return stats;
    }

    @Override
    public String readLink(String path) throws IOException {
        return (String) call("readlink", path);
    }

    @Override
    public void makeNode(String path, int mode, int major, int minor) throws IOException {
        run("mknod", mode & (S_IFMT | 07777), major, minor, path);
    }

    @Override
    public void makeDirectory(String path, int mode) throws IOException {
        run("mkdir-mode", path, mode & 07777);
    }

    @Override
    public void unlink(String path) throws IOException {
        change("rm", path);
    }

    @Override
    public void removeDirectory(String path) throws IOException {
        run("rmdir", path);
    }

    @Override
    public void symbolicLink(String target, String path) throws IOException {
        run("ln-s", target, path);
    }

    @Override
    public void rename(String from, String to) throws IOException {
        change("rename", from, to);
    }

    @Override
    public void link(String existing, String path) throws IOException {
        run("ln", existing, path);
    }

    @Override
    public void changeMode(String path, int mode) throws IOException {
        run("chmod", mode, path);
    }

    @Override
    public void changeOwner(String path, int owner, int group) throws IOException {
        run("lchown", owner, group, path);
    }

    @Override
    public void truncate(String path, long size) throws IOException {
        change("truncate-size", path, size);
    }

    @Override
    public void changeTimes(String path, long accessed, long accessedNanos, long changed, long changedNanos)
            throws IOException {
        run("utimens", path, accessed, accessedNanos, changed, changedNanos);
    }

    @Override
    public byte[] read(String path, int count, long offset) throws IOException {
        return contents.read(path, count, offset);
    }

    /** A large piece comes as a stream, which the agent sends while it reads on; as a value it would be in memory first. */
    private byte[] fetch(String path, int count, long offset) throws IOException {
        if (count <= CHUNK || path.startsWith("/dev/")) { // to downloads, that would be a device
            return (byte[]) call("pread", path, count, offset);
        }
        long size = Math.min(count, stat(path).stSize() - offset);
        if (size <= 0) {
            return new byte[0];
        }
        ByteArrayOutputStream piece = new ByteArrayOutputStream((int) size);
        Transfer transfer = new Transfer(null, piece, ProgressListener.NOBODY);
        try {
            session.call("download-offset", transfer, path, null, offset, size);
        } catch (ActionException e) {
            throw error(e);
        }
        return piece.toByteArray();
    }

    @Override
    public void write(String path, byte[] bytes, long offset) throws IOException {
        contents.forget();
        int done = 0;
        while (done < bytes.length) {
            byte[] rest = java.util.Arrays.copyOfRange(bytes, done, Math.min(bytes.length, done + CHUNK));
            int written = (Integer) call("pwrite", path, rest, offset + done);
            if (written <= 0) {
                throw new FuseErrorException(EIO, path + ": nothing could be written");
            }
            done += written;
        }
    }

    @Override
    public StatVfs statistics(String path) throws IOException {
        return (StatVfs) call("statvfs", path);
    }

    @Override
    public void sync() throws IOException {
        run("sync");
    }

    @Override
    public List<String> attributeNames(String path) throws IOException {
        List<String> names = new ArrayList<>();
        for (Object each : (List<?>) call("lgetxattrs", path)) {
            names.add(((Xattr) each).attrname());
        }
        return names;
    }

    @Override
    public byte[] attribute(String path, String name) throws IOException {
        return (byte[]) call("lgetxattr", path, name);
    }

    @Override
    public void setAttribute(String path, String name, byte[] value) throws IOException {
        run("lsetxattr", name, value, value.length, path);
    }

    @Override
    public void removeAttribute(String path, String name) throws IOException {
        run("lremovexattr", name, path);
    }
}
