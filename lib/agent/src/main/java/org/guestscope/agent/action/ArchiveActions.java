package org.guestscope.agent.action;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.guestscope.agent.child.Child;
import org.guestscope.agent.child.ChildException;
import org.guestscope.agent.libc.Errno;
import org.guestscope.agent.libc.ErrnoException;
import org.guestscope.agent.libc.Fd;
import org.guestscope.agent.libc.Posix;
import org.guestscope.guest.action.Archives;
import org.jspecify.annotations.Nullable;

/** Packs and unpacks: tar, cpio, compressors, initial RAM disks. */
public final class ArchiveActions implements Archives {

    private static final int BASE64_LINE = 76;

    private final ActionContext context;

    /** With what all actions share. */
    public ArchiveActions(ActionContext context) {
        this.context = context;
    }

    @Override
    public void tarIn(
            InputStream tarfile,
            String directory,
            @Nullable String compress,
            @Nullable Boolean xattrs,
            @Nullable Boolean selinux,
            @Nullable Boolean acls)
            throws IOException {
        Child tar = context.child("tar", "-xf", "-");
        if (compress != null) {
            tar.add(tarFilter(compress));
        }
        tar.flag(xattrs, "--xattrs").flag(xattrs, "--xattrs-include=*");
        tar.flag(selinux, "--selinux").flag(acls, "--acls");
        try (Fd into = context.sysroot().directory(directory)) {
            tar.in(into).stdin(tarfile).require();
        } catch (ChildException e) {
            throw new ChildException(directory + ": " + e.getMessage());
        }
    }

    @Override
    public void tarOut(
            String directory,
            OutputStream tarfile,
            @Nullable String compress,
            @Nullable Boolean numericowner,
            @Nullable List<String> excludes,
            @Nullable Boolean xattrs,
            @Nullable Boolean selinux,
            @Nullable Boolean acls)
            throws IOException {
        Child tar = context.child("tar", "-cf", "-");
        if (compress != null) {
            tar.add(tarFilter(compress));
        }
        tar.flag(numericowner, "--numeric-owner").flag(xattrs, "--xattrs").flag(selinux, "--selinux");
        tar.flag(acls, "--acls");
        if (excludes != null) {
            excludes.forEach(pattern -> tar.add("--exclude=" + pattern));
        }
        try (Fd from = context.sysroot().directory(absolute(directory))) {
            tar.add(".").in(from).stdout(tarfile).require();
        }
    }

    /** By its path: tar asks the shell for a name, and BusyBox's shell knows another xz, which compresses nothing. */
    private static String tarFilter(String type) throws IOException {
        String options = type.equals("lzma") ? " --format=lzma" : "";
        String program = switch (type) {
            case "compress", "gzip", "bzip2", "xz", "lzop", "zstd" -> type;
            case "lzma" -> "xz";
            default -> throw new ErrnoException("unknown compression type: " + type, Errno.EINVAL);
        };
        String path = FeatureGroups.find(program);
        if (path == null) {
            throw new ErrnoException("tar with " + program, Errno.EOPNOTSUPP);
        }
        return "--use-compress-program=" + path + options;
    }

    @Override
    public void tgzIn(InputStream tarball, String directory) throws IOException {
        tarIn(tarball, directory, "gzip", null, null, null);
    }

    @Override
    public void tgzOut(String directory, OutputStream tarball) throws IOException {
        tarOut(directory, tarball, "gzip", null, null, null, null, null);
    }

    @Override
    public void txzIn(InputStream tarball, String directory) throws IOException {
        tarIn(tarball, directory, "xz", null, null, null);
    }

    @Override
    public void txzOut(String directory, OutputStream tarball) throws IOException {
        tarOut(directory, tarball, "xz", null, null, null, null, null);
    }

    @Override
    public void cpioOut(String directory, OutputStream cpiofile, @Nullable String format) throws IOException {
        String kind = format == null ? "newc" : format;
        if (!kind.equals("newc") && !kind.equals("crc")) {
            throw new ErrnoException(kind + ": unknown cpio format", Errno.EINVAL);
        }
        ByteArrayOutputStream names = new ByteArrayOutputStream();
        names.writeBytes(new byte[] {'.', 0});
        TreeWalk walk = new TreeWalk(context, (path, open, entry) -> {
            names.writeBytes(("./" + path).getBytes(StandardCharsets.ISO_8859_1));
            names.write(0);
        });
        walk.walk(absolute(directory));
        try (Fd from = context.sysroot().directory(directory)) {
            context.child("cpio", "--quiet", "-0", "-o", "-H", kind)
                    .in(from)
                    .stdin(new ByteArrayInputStream(names.toByteArray()))
                    .stdout(cpiofile)
                    .require();
        }
    }

    /** The directory of {@code tar-out} and {@code cpio-out} is a plain string to the API, so nobody has checked it. */
    private String absolute(String directory) throws IOException {
        ActionContext.requireAbsolute(directory);
        context.requireRoot();
        return directory;
    }

    @Override
    public List<String> initrdList(String path) throws IOException {
        try (Fd file = context.sysroot().open(path, Posix.O_RDONLY)) {
            return new InitialRamDisk(context, new BufferedInputStream(file.input(), 64 << 10)).names();
        }
    }

    @Override
    public byte[] initrdCat(String initrdpath, String filename) throws IOException {
        try (Fd file = context.sysroot().open(initrdpath, Posix.O_RDONLY)) {
            byte @Nullable [] found =
                    new InitialRamDisk(context, new BufferedInputStream(file.input(), 64 << 10)).contents(filename);
            if (found == null) {
                throw new ErrnoException(initrdpath + ": " + filename, Errno.ENOENT);
            }
            return found;
        }
    }

    @Override
    public void base64In(InputStream base64file, String filename) throws IOException {
        int flags = Posix.O_WRONLY | Posix.O_CREAT | Posix.O_TRUNC;
        try (Fd file = context.sysroot().open(filename, flags, 0666)) {
            InputStream decoded = Base64.getMimeDecoder().wrap(base64file);
            new StreamCopy(context, 0).copy(decoded, file.output(), Long.MAX_VALUE);
        }
    }

    @Override
    public void base64Out(String filename, OutputStream base64file) throws IOException {
        try (Fd file = context.sysroot().open(filename, Posix.O_RDONLY)) {
            java.io.BufferedOutputStream lines = new java.io.BufferedOutputStream(base64file, 64 << 10);
            Base64.Encoder encoder = Base64.getMimeEncoder(BASE64_LINE, new byte[] {'\n'});
            OutputStream encoded = encoder.wrap(lines);
            long copied = new StreamCopy(context, 0).copy(file.input(), encoded, Long.MAX_VALUE);
            encoded.flush();
            // Closing writes the last group of letters; it closes nothing below but this buffer.
            encoded.close();
            if (copied > 0) {
                base64file.write('\n');
            }
        }
    }

    @Override
    public void compressOut(String ctype, String file, OutputStream zfile, @Nullable Integer level) throws IOException {
        try (Fd from = context.sysroot().open(file, Posix.O_RDONLY)) {
            compress(ctype, from, zfile, level);
        }
    }

    @Override
    public void compressDeviceOut(String ctype, String device, OutputStream zdevice, @Nullable Integer level)
            throws IOException {
        try (Fd from = Posix.open(device, Posix.O_RDONLY)) {
            compress(ctype, from, zdevice, level);
        }
    }

    private void compress(String type, Fd from, OutputStream to, @Nullable Integer level) throws IOException {
        Child child = switch (type) {
            case "compress", "gzip", "bzip2", "xz", "lzop", "zstd" -> context.child(type, "-c");
            default -> throw new ErrnoException("unknown compression type: " + type, Errno.EINVAL);
        };
        if (level != null) {
            if (type.equals("compress") || level < 0 || level > 9) {
                throw new ErrnoException("%s: level %d".formatted(type, level), Errno.EINVAL);
            }
            child.add("-" + level);
        }
        child.stdin(from).stdout(to).require();
    }
}
