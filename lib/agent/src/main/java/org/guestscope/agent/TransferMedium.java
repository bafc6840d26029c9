package org.guestscope.agent;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.guestscope.agent.action.DirectSource;
import org.guestscope.agent.child.Cancellation;
import org.guestscope.agent.child.Child;
import org.guestscope.agent.libc.Errno;
import org.guestscope.agent.libc.ErrnoException;
import org.guestscope.agent.libc.Fd;
import org.guestscope.agent.libc.FdCopy;
import org.guestscope.agent.libc.Posix;
import org.guestscope.guest.wire.Limits;
import org.jspecify.annotations.Nullable;

/** A file of the host that is the medium of the appliance's transfer drive, read from its start. */
final class TransferMedium implements AutoCloseable {

    private static final String DRIVE = "/dev/sr0";
    private static final String DRIVER = "sr_mod";

    /** A busy kernel needs a while to notice a new medium. */
    private static final long MEDIUM_MILLIS = 10_000;

    private static final long POLL_MILLIS = 5;

    private final Cancellation cancellation;
    private long left;
    private @Nullable Fd drive;

    /** A medium of which the first {@code bytes}, whole sectors, are the file's. */
    TransferMedium(Cancellation cancellation, long bytes) {
        this.cancellation = cancellation;
        this.left = bytes;
    }

    /** Copies all that has not been read to a file; gives how much that was. */
    long copyTo(Fd target, boolean device, DirectSource.Step step) throws IOException {
        long done = 0;
        try (FdCopy copy = new FdCopy(drive(), target, device)) {
            while (left > 0) {
                int length = (int) Math.min(left, FdCopy.MAX_BYTES);
                count(length, () -> copy.read(length));
                copy.write(length);
                done += length;
                step.done(done);
            }
        }
        return done;
    }

    /** The next bytes; {@code null} after the last. */
    byte @Nullable [] read() throws IOException {
        if (left == 0) {
            return null;
        }
        Fd from = drive();
        byte[] data = new byte[(int) Math.min(left, Limits.CHUNK_BYTES)];
        count(data.length, () -> from.input().readNBytes(data, 0, data.length));
        return data;
    }

    /** A failure here is no failure of what the bytes are for, whose errors are told as the kernel's. */
    private void count(int wanted, Reading reading) throws IOException {
        int got;
        try {
            got = reading.read();
        } catch (ErrnoException e) {
            throw new IOException("the file on the host cannot be read: " + Errno.text(e.errno()), e);
        }
        if (got < wanted) {
            throw new IOException("the file on the host became shorter while it was read");
        }
        left -= got;
    }

    private Fd drive() throws IOException {
        Fd from = drive;
        if (from == null) {
            from = open();
            drive = from;
        }
        return from;
    }

    /** Past the page cache: everything is read once, and in pieces that are large enough. */
    private Fd open() throws IOException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(MEDIUM_MILLIS);
        for (boolean first = true; ; first = false) {
            try {
                return Posix.open(DRIVE, Posix.O_RDONLY | Posix.O_DIRECT);
            } catch (ErrnoException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
            }
            if (first) {
                new Child(cancellation, "modprobe", "--", DRIVER).run();
            } else {
                pause();
            }
        }
    }

    private void pause() throws IOException {
        cancellation.check();
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() {
        if (drive != null) {
            drive.close();
            drive = null;
        }
    }

    /** One read, which may give less than is wanted. */
    @FunctionalInterface
    private interface Reading {
        int read() throws IOException;
    }
}
