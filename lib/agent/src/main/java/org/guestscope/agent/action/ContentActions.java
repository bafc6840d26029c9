package org.guestscope.agent.action;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import org.guestscope.agent.child.Child;
import org.guestscope.agent.child.ChildException;
import org.guestscope.agent.libc.Errno;
import org.guestscope.agent.libc.ErrnoException;
import org.guestscope.agent.libc.Fd;
import org.guestscope.agent.libc.FileStatus;
import org.guestscope.agent.libc.Posix;
import org.guestscope.agent.sysroot.Sysroot;
import org.guestscope.guest.action.Contents;
import org.guestscope.guest.wire.Limits;
import org.jspecify.annotations.Nullable;

/** Reads, writes and copies the bytes of files and devices. */
public final class ContentActions implements Contents {

    private static final int CREATE = Posix.O_WRONLY | Posix.O_CREAT | Posix.O_TRUNC;

    private final ActionContext context;

    /** With what all actions share. */
    public ContentActions(ActionContext context) {
        this.context = context;
    }

    @Override
    public byte[] readFile(String path) throws IOException {
        try (Fd file = context.sysroot().open(path, Posix.O_RDONLY)) {
            long size = Posix.fstat(path, file).size();
            if (size > Limits.MESSAGE_BYTES - 64) {
                throw new ChildException("%s: %d bytes are too many to show, download it".formatted(path, size));
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream((int) size);
            new StreamCopy(context, size).copy(file.input(), bytes, Limits.MESSAGE_BYTES - 64);
            return bytes.toByteArray();
        } catch (ErrnoException e) {
            throw new ErrnoException(path, e.errno());
        }
    }

    @Override
    public void write(String path, byte[] content) throws IOException {
        write(path, content, CREATE);
    }

    @Override
    public void writeAppend(String path, byte[] content) throws IOException {
        write(path, content, Posix.O_WRONLY | Posix.O_CREAT | Posix.O_APPEND);
    }

    @Override
    public void writeFile(String path, String content, int size) throws IOException {
        byte[] bytes = content.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        if (size < 0 || size > bytes.length) {
            throw new ErrnoException("%s: size %d".formatted(path, size), Errno.EINVAL);
        }
        write(path, size == 0 ? bytes : Arrays.copyOf(bytes, size), CREATE);
    }

    private void write(String path, byte[] content, int flags) throws IOException {
        try (Fd file = context.sysroot().open(path, flags, 0666)) {
            file.output().write(content);
        } catch (ErrnoException e) {
            throw new ErrnoException(path, e.errno());
        }
    }

    @Override
    public void upload(InputStream filename, String remotefilename) throws IOException {
        uploadTo(filename, remotefilename, 0, CREATE);
    }

    @Override
    public void uploadOffset(InputStream filename, String remotefilename, long offset) throws IOException {
        if (offset < 0) {
            throw new ErrnoException(remotefilename + ": offset " + offset, Errno.EINVAL);
        }
        uploadTo(filename, remotefilename, offset, Posix.O_WRONLY | Posix.O_CREAT);
    }

    private void uploadTo(InputStream source, String remote, long offset, int flags) throws IOException {
        boolean device = isDevice(remote);
        try (Fd file = openAny(remote, device ? Posix.O_WRONLY : flags)) {
            if (offset != 0) {
                Posix.lseek(remote, file, offset, Posix.SEEK_SET);
            }
            new StreamCopy(context, 0).copy(source, file, device);
            if (device) {
                Posix.fsync(remote, file);
            }
        } catch (ErrnoException e) {
            throw new ErrnoException(remote, e.errno());
        }
    }

    @Override
    public void download(String remotefilename, OutputStream filename) throws IOException {
        try (Fd file = openAny(remotefilename, Posix.O_RDONLY)) {
            requireNoDirectory(remotefilename, file);
            new StreamCopy(context, length(remotefilename, file)).copy(file.input(), filename, Long.MAX_VALUE);
        }
    }

    @Override
    public void downloadOffset(String remotefilename, OutputStream filename, long offset, long size)
            throws IOException {
        if (offset < 0 || size < 0) {
            throw new ErrnoException(remotefilename, Errno.EINVAL);
        }
        try (Fd file = openAny(remotefilename, Posix.O_RDONLY)) {
            requireNoDirectory(remotefilename, file);
            Posix.lseek(remotefilename, file, offset, Posix.SEEK_SET);
            long copied = new StreamCopy(context, size).copy(file.input(), filename, size);
            requireAll(remotefilename, copied, size);
        }
    }

    @Override
    public byte[] pread(String path, int count, long offset) throws IOException {
        return preadOf(path, false, count, offset);
    }

    @Override
    public byte[] preadDevice(String device, int count, long offset) throws IOException {
        return preadOf(device, true, count, offset);
    }

    private byte[] preadOf(String path, boolean device, int count, long offset) throws IOException {
        if (count < 0) {
            throw new ChildException("count is negative: %d of %s".formatted(count, path));
        }
        requireOffset(offset, path);
        if (count > Limits.MESSAGE_BYTES - 64) {
            throw new ChildException("%s: %d bytes are too many for one read".formatted(path, count));
        }
        try (Fd file = open(path, device, Posix.O_RDONLY)) {
            long left = Math.max(0, length(path, file) - offset);
            byte[] bytes = new byte[(int) Math.min(count, left)];
            int got = Posix.pread(path, file, bytes, offset);
            return got == bytes.length ? bytes : Arrays.copyOf(bytes, got);
        }
    }

    private static void requireOffset(long offset, String path) throws ChildException {
        if (offset < 0) {
            throw new ChildException("offset is negative: %d of %s".formatted(offset, path));
        }
    }

    @Override
    public int pwrite(String path, byte[] content, long offset) throws IOException {
        return pwriteOf(path, false, content, offset);
    }

    @Override
    public int pwriteDevice(String device, byte[] content, long offset) throws IOException {
        return pwriteOf(device, true, content, offset);
    }

    private int pwriteOf(String path, boolean device, byte[] content, long offset) throws IOException {
        requireOffset(offset, path);
        try (Fd file = open(path, device, Posix.O_WRONLY)) {
            Posix.lseek(path, file, offset, Posix.SEEK_SET);
            int written = Posix.write(path, file, content);
            if (device) {
                Posix.fsync(path, file);
            }
            return written;
        }
    }

    @Override
    public void copyDeviceToDevice(
            String src,
            String dest,
            @Nullable Long srcoffset,
            @Nullable Long destoffset,
            @Nullable Long size,
            @Nullable Boolean sparse,
            @Nullable Boolean append)
            throws IOException {
        copy(src, true, dest, true, srcoffset, destoffset, size, sparse, append);
    }

    @Override
    public void copyDeviceToFile(
            String src,
            String dest,
            @Nullable Long srcoffset,
            @Nullable Long destoffset,
            @Nullable Long size,
            @Nullable Boolean sparse,
            @Nullable Boolean append)
            throws IOException {
        copy(src, true, dest, false, srcoffset, destoffset, size, sparse, append);
    }

    @Override
    public void copyFileToDevice(
            String src,
            String dest,
            @Nullable Long srcoffset,
            @Nullable Long destoffset,
            @Nullable Long size,
            @Nullable Boolean sparse,
            @Nullable Boolean append)
            throws IOException {
        copy(src, false, dest, true, srcoffset, destoffset, size, sparse, append);
    }

    @Override
    public void copyFileToFile(
            String src,
            String dest,
            @Nullable Long srcoffset,
            @Nullable Long destoffset,
            @Nullable Long size,
            @Nullable Boolean sparse,
            @Nullable Boolean append)
            throws IOException {
        copy(src, false, dest, false, srcoffset, destoffset, size, sparse, append);
    }

    @Override
    public void dd(String src, String dest) throws IOException {
        copy(src, isDevice(src), dest, isDevice(dest), null, null, null, null, null);
    }

    @Override
    public void copySize(String src, String dest, long size) throws IOException {
        copy(src, isDevice(src), dest, isDevice(dest), null, null, size, null, null);
    }

    private void copy(
            String src,
            boolean fromDevice,
            String dest,
            boolean toDevice,
            @Nullable Long srcOffset,
            @Nullable Long destOffset,
            @Nullable Long size,
            @Nullable Boolean sparse,
            @Nullable Boolean append)
            throws IOException {
        for (Long number : new @Nullable Long[] {srcOffset, destOffset, size}) {
            if (number != null && number < 0) {
                throw new ErrnoException(src + ": " + number, Errno.EINVAL);
            }
        }
        boolean appending = Boolean.TRUE.equals(append);
        if (appending && (toDevice || destOffset != null)) {
            throw new ChildException(dest + ": appending goes with files and without an offset only");
        }
        int flags = toDevice
                ? Posix.O_WRONLY
                : Posix.O_WRONLY | Posix.O_CREAT | (appending ? Posix.O_APPEND : Posix.O_TRUNC);
        try (Fd from = open(src, fromDevice, Posix.O_RDONLY);
                Fd to = open(dest, toDevice, flags)) {
            if (srcOffset != null && srcOffset > 0) {
                Posix.lseek(src, from, srcOffset, Posix.SEEK_SET);
            }
            if (destOffset != null && destOffset > 0) {
                Posix.lseek(dest, to, destOffset, Posix.SEEK_SET);
            }
            long limit = size == null ? -1 : size;
            boolean limited = limit >= 0;
            long wanted = limited ? limit : Long.MAX_VALUE;
            StreamCopy copy = new StreamCopy(context, limited ? limit : length(src, from));
            long copied = Boolean.TRUE.equals(sparse) && !appending
                    ? copy.copySparse(from.input(), to, wanted, !toDevice)
                    : copy.copy(from.input(), to.output(), wanted);
            if (limited) {
                requireAll(src, copied, limit);
            }
            if (toDevice) {
                Posix.fsync(dest, to);
            }
        }
    }

    @Override
    public void cp(String src, String dest) throws IOException {
        child("cp", context.sysroot().outsidePath(src), destination(dest));
    }

    @Override
    public void cpA(String src, String dest) throws IOException {
        child("cp", "-a", entry(src), destination(dest));
    }

    @Override
    public void cpR(String src, String dest) throws IOException {
        child("cp", "-r", entry(src), destination(dest));
    }

    @Override
    public void mv(String src, String dest) throws IOException {
        child("mv", entry(src), destination(dest));
    }

    private void child(String... arguments) throws IOException {
        Child child = context.child(arguments[0]);
        int options = arguments.length - 2;
        child.add(Arrays.copyOfRange(arguments, 1, options)).add("--");
        child.add(Arrays.copyOfRange(arguments, options, arguments.length)).require();
    }

    /** Where a file stands in the appliance, a symbolic link at its end not resolved. */
    private String entry(String path) throws IOException {
        try (Sysroot.Place place = context.sysroot().place(path)) {
            String outside =
                    Posix.readlinkat(path, Posix.AT_FDCWD, place.directory().procPath());
            return outside + "/" + place.name();
        }
    }

    /** Where to copy to: what a symbolic link there leads to in the guest, or the name itself. */
    private String destination(String path) throws IOException {
        return context.sysroot().exists(path) ? context.sysroot().outsidePath(path) : entry(path);
    }

    @Override
    public void copyAttributes(
            String src,
            String dest,
            @Nullable Boolean all,
            @Nullable Boolean mode,
            @Nullable Boolean xattributes,
            @Nullable Boolean ownership)
            throws IOException {
        boolean everything = Boolean.TRUE.equals(all);
        try (Fd from = context.sysroot().handle(src);
                Fd to = context.sysroot().handle(dest)) {
            FileStatus status = Posix.fstat(src, from);
            if (everything || Boolean.TRUE.equals(ownership)) {
                Posix.fchownat(dest, to.number(), "", status.owner(), status.group(), Posix.AT_EMPTY_PATH);
            }
            if (everything || Boolean.TRUE.equals(mode)) {
                Posix.chmod(dest, to.procPath(), status.mode() & 07777);
            }
            if (everything || Boolean.TRUE.equals(xattributes)) {
                for (String name : Posix.listxattr(src, from.procPath(), true)) {
                    byte[] value = Posix.getxattr(src, from.procPath(), name, true);
                    Posix.setxattr(dest, to.procPath(), name, value);
                }
            }
        }
    }

    @Override
    public void rsync(String src, String dest, @Nullable Boolean archive, @Nullable Boolean deletedest)
            throws IOException {
        rsyncChild(archive, deletedest, withSlash(src), withSlash(dest));
    }

    @Override
    public void rsyncIn(String remote, String dest, @Nullable Boolean archive, @Nullable Boolean deletedest)
            throws IOException {
        rsyncChild(archive, deletedest, remote, withSlash(dest));
    }

    @Override
    public void rsyncOut(String src, String remote, @Nullable Boolean archive, @Nullable Boolean deletedest)
            throws IOException {
        rsyncChild(archive, deletedest, withSlash(src), remote);
    }

    private void rsyncChild(@Nullable Boolean archive, @Nullable Boolean delete, String from, String to)
            throws IOException {
        context.child("rsync")
                .flag(archive, "--archive")
                .flag(delete, "--delete")
                .add("--", from, to)
                .require();
    }

    /** To rsync a slash at the end of a path means the directory's contents. */
    private String withSlash(String path) throws IOException {
        return destination(path.equals("/") ? path : path.replaceAll("/+$", "")) + (path.endsWith("/") ? "/" : "");
    }

    private Fd openAny(String path, int flags) throws IOException {
        return open(path, isDevice(path), flags);
    }

    /** Opens a device of the appliance, or a file of the guest, be it below its own /dev. */
    private Fd open(String path, boolean device, int flags) throws IOException {
        return device ? Posix.open(path, flags) : context.sysroot().open(path, flags, 0666);
    }

    private static boolean isDevice(String path) {
        return path.startsWith("/dev/");
    }

    private static long length(String path, Fd file) throws IOException {
        FileStatus status = Posix.fstat(path, file);
        if (!status.isBlockDevice()) {
            return status.size();
        }
        long at = Posix.lseek(path, file, 0, 1);
        long end = Posix.lseek(path, file, 0, Posix.SEEK_END);
        Posix.lseek(path, file, at, Posix.SEEK_SET);
        return end;
    }

    private static void requireNoDirectory(String path, Fd file) throws IOException {
        if (Posix.fstat(path, file).isDirectory()) {
            throw new ErrnoException(path, Errno.EISDIR);
        }
    }

    private static void requireAll(String path, long copied, long wanted) throws IOException {
        if (copied < wanted) {
            throw new ChildException(
                    "%s: input file too short: %d bytes wanted, only %d are there".formatted(path, wanted, copied));
        }
    }
}
