package org.guestscope.agent.action;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import org.guestscope.agent.libc.Fd;
import org.guestscope.agent.libc.Posix;
import org.guestscope.guest.wire.Limits;

/** Copies bytes in large pieces, telling of progress and stopping when the call is cancelled. */
final class StreamCopy {

    /** Zeros shorter than that are not worth a hole. */
    private static final int HOLE_BYTES = 64 << 10;

    private static final byte[] ZEROS = new byte[HOLE_BYTES];

    private final ActionContext context;
    private final long total;

    /** A copy of {@code total} bytes, or of 0 when that is not known. */
    StreamCopy(ActionContext context, long total) {
        this.context = context;
        this.total = total;
    }

    /** Copies up to a limit; gives how many bytes there were. */
    long copy(InputStream from, OutputStream to, long limit) throws IOException {
        return copy(from, to, limit, 0);
    }

    private long copy(InputStream from, OutputStream to, long limit, long before) throws IOException {
        byte[] buffer = new byte[Limits.CHUNK_BYTES];
        long done = before;
        while (done < limit) {
            context.cancellation().check();
            int length = from.read(buffer, 0, (int) Math.min(buffer.length, limit - done));
            if (length < 0) {
                break;
            }
            to.write(buffer, 0, length);
            done += length;
            context.progress().progress(done, total);
        }
        return done;
    }

    /** Copies everything to a file. */
    void copy(InputStream from, Fd to, boolean device) throws IOException {
        long done = 0;
        if (from instanceof DirectSource direct) {
            done = direct.copyTo(to, device, bytes -> {
                context.cancellation().check();
                context.progress().progress(bytes, total);
            });
        }
        copy(from, to.output(), Long.MAX_VALUE, done);
    }

    /** Copies up to a limit and leaves holes where the source has zeros. */
    long copySparse(InputStream from, Fd to, long limit, boolean setLength) throws IOException {
        byte[] buffer = new byte[HOLE_BYTES];
        OutputStream sink = to.output();
        long start = Posix.lseek("seek", to, 0, Posix.SEEK_CUR);
        long done = 0;
        while (done < limit) {
            context.cancellation().check();
            int length = from.read(buffer, 0, (int) Math.min(buffer.length, limit - done));
            if (length < 0) {
                break;
            }
            done += length;
            if (isZero(buffer, length)) {
                Posix.lseek("seek", to, start + done, Posix.SEEK_SET);
            } else {
                sink.write(buffer, 0, length);
            }
            context.progress().progress(done, total);
        }
        if (setLength) {
            Posix.ftruncate("truncate", to, start + done);
        }
        return done;
    }

    /** Compares words in place of bytes, which counts where the processor is emulated; for at most {@link #HOLE_BYTES}. */
    private static boolean isZero(byte[] bytes, int length) {
        return Arrays.equals(bytes, 0, length, ZEROS, 0, length);
    }
}
