package org.guestscope.agent.action;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.guestscope.agent.child.Child;
import org.guestscope.agent.child.ChildException;
import org.guestscope.agent.libc.Errno;
import org.guestscope.agent.libc.ErrnoException;
import org.guestscope.agent.libc.Fd;
import org.guestscope.agent.libc.Posix;
import org.guestscope.agent.sysroot.Sysroot;
import org.guestscope.guest.action.Wiping;
import org.jspecify.annotations.Nullable;

/** Overwrites, discards and fills. */
public final class WipingActions implements Wiping {

    private static final int BUFFER = 256 << 10;

    /** 128 sectors: every partition table, boot block and first superblock. */
    private static final int ZERO_BYTES = 128 * 512;

    /** {@code _IO(0x12, 119)} of {@code linux/fs.h}. */
    private static final long BLKDISCARD = 0x1277;

    private final ActionContext context;

    /** With what all actions share. */
    public WipingActions(ActionContext context) {
        this.context = context;
    }

    @Override
    public void zero(String device) throws IOException {
        zero(device, Math.min(ZERO_BYTES, context.devices().size(device)));
    }

    @Override
    public void zeroDevice(String device) throws IOException {
        zero(device, context.devices().size(device));
    }

    /** Writes only where there are other bytes than zeros, so that a sparse image stays sparse. */
    private void zero(String device, long size) throws IOException {
        byte[] zeros = new byte[BUFFER];
        try (Fd file = Posix.open(device, Posix.O_RDWR)) {
            OutputStream out = file.output();
            for (long at = 0; at < size; at += BUFFER) {
                context.cancellation().check();
                int length = (int) Math.min(BUFFER, size - at);
                if (Posix.readZeros(device, file, at, length) != length) {
                    Posix.lseek(device, file, at, Posix.SEEK_SET);
                    out.write(zeros, 0, length);
                }
                context.progress().progress(at + length, size);
            }
            Posix.fsync(device, file);
        }
    }

    @Override
    public void zerofree(String device) throws IOException {
        context.child("zerofree", device).require();
    }

    @Override
    public void scrubDevice(String device) throws IOException {
        context.child("scrub", "-f", device).require();
    }

    @Override
    public void scrubFile(String file) throws IOException {
        try (Sysroot.Place place = context.sysroot().place(context.sysroot().realPath(file))) {
            context.child("scrub", "-r", "./" + place.name())
                    .in(place.directory())
                    .require();
        }
    }

    @Override
    public void scrubFreespace(String dir) throws IOException {
        String target = context.sysroot().exists(dir) ? context.sysroot().outsidePath(dir) : newPath(dir);
        context.child("scrub", "-X", target).require();
    }

    private String newPath(String path) throws IOException {
        try (Sysroot.Place place = context.sysroot().place(path)) {
            return Posix.readlinkat(path, Posix.AT_FDCWD, place.directory().procPath()) + "/" + place.name();
        }
    }

    @Override
    public void fill(int c, int len, String path) throws IOException {
        if (c < 0 || c > 255) {
            throw new ChildException(c + ": a byte is between 0 and 255");
        }
        fill(new byte[] {(byte) c}, len, path);
    }

    @Override
    public void fillPattern(String pattern, int len, String path) throws IOException {
        if (pattern.isEmpty()) {
            throw new ChildException("the pattern is empty");
        }
        fill(pattern.getBytes(StandardCharsets.ISO_8859_1), len, path);
    }

    private void fill(byte[] pattern, int length, String path) throws IOException {
        if (length < 0) {
            throw new ErrnoException("%s: length %d".formatted(path, length), Errno.EINVAL);
        }
        byte[] block = new byte[Math.max(1, BUFFER / pattern.length) * pattern.length];
        for (int i = 0; i < block.length; i++) {
            block[i] = pattern[i % pattern.length];
        }
        int flags = Posix.O_WRONLY | Posix.O_CREAT | Posix.O_TRUNC;
        try (Fd file = context.sysroot().open(path, flags, 0666)) {
            OutputStream out = file.output();
            for (long done = 0; done < length; done += block.length) {
                context.cancellation().check();
                out.write(block, 0, (int) Math.min(block.length, length - done));
                context.progress().progress(done, length);
            }
        }
    }

    @Override
    public boolean isZero(String path) throws IOException {
        try (Fd file = context.sysroot().open(path, Posix.O_RDONLY)) {
            return isZero(path, file);
        }
    }

    @Override
    public boolean isZeroDevice(String device) throws IOException {
        // Past the page cache: what is read once need not be kept, and pages cost time and memory.
        try (Fd file = Posix.open(device, Posix.O_RDONLY | Posix.O_DIRECT)) {
            return isZero(device, file);
        }
    }

    private boolean isZero(String path, Fd file) throws IOException {
        int length;
        long at = 0;
        while ((length = Posix.readZeros(path, file, at, BUFFER)) > 0) {
            context.cancellation().check();
            at += length;
        }
        return length == 0;
    }

    @Override
    public void wipefs(String device) throws IOException {
        context.child("wipefs", "-a", "--force", device).require();
    }

    @Override
    public void zeroFreeSpace(String directory) throws IOException {
        NodeActions nodes = new NodeActions(context);
        String name = nodes.mktemp(directory.replaceAll("/+$", "") + "/zeroXXXXXX", null);
        long free = new AttributeActions(context).statvfs(directory).bfree();
        try (Fd file = context.sysroot().open(name, Posix.O_WRONLY)) {
            byte[] zeros = new byte[BUFFER];
            OutputStream out = file.output();
            long size = free * new AttributeActions(context).statvfs(directory).frsize();
            for (long done = 0; ; done += BUFFER) {
                context.cancellation().check();
                out.write(zeros);
                context.progress().progress(Math.min(done, size), size);
            }
        } catch (ErrnoException e) {
            if (e.errno() != Errno.ENOSPC) {
                throw e;
            }
            Posix.sync();
        } finally {
            nodes.rmF(name);
        }
    }

    @Override
    public void fstrim(
            String mountpoint, @Nullable Long offset, @Nullable Long length, @Nullable Long minimumfreeextent)
            throws IOException {
        Posix.sync();
        Child fstrim = context.child("fstrim");
        fstrim.option("-o", offset).option("-l", length).option("-m", minimumfreeextent);
        fstrim.add(context.sysroot().outsidePath(mountpoint)).require();
    }

    @Override
    public void fillDir(String dir, int nr) throws IOException {
        if (nr < 0) {
            throw new ErrnoException("%s: %d files".formatted(dir, nr), Errno.EINVAL);
        }
        int flags = Posix.O_WRONLY | Posix.O_CREAT | Posix.O_EXCL;
        try (Fd directory = context.sysroot().directory(dir)) {
            for (int i = 0; i < nr; i++) {
                context.cancellation().check();
                String name = "%08d".formatted(i);
                Posix.open(dir + "/" + name, directory.number(), name, flags, 0666, 0)
                        .close();
            }
        }
    }

    @Override
    public void blkdiscard(String device) throws IOException {
        byte[] range = ByteBuffer.allocate(2 * Long.BYTES)
                .order(ByteOrder.nativeOrder())
                .putLong(0)
                .putLong(context.devices().size(device))
                .array();
        try (Fd file = Posix.open(device, Posix.O_WRONLY)) {
            Posix.ioctl(device, file, BLKDISCARD, range);
        }
    }

    /** The kernel has answered "no" for every device since version 4.12, when the question was given up. */
    @Override
    public boolean blkdiscardzeroes(String device) {
        return false;
    }
}
