package org.guestscope.agent;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import org.guestscope.agent.action.DirectSource;
import org.guestscope.agent.child.Cancellation;
import org.guestscope.agent.libc.Fd;
import org.guestscope.guest.FileMedium;
import org.guestscope.guest.wire.Frame;
import org.guestscope.guest.wire.FrameType;
import org.guestscope.guest.wire.FrameWriter;
import org.guestscope.guest.wire.Limits;
import org.guestscope.guest.wire.WireException;
import org.jspecify.annotations.Nullable;

/**
 * The agent's end of one call's transfer: data from the host waits here until the action reads it, data for the host
 * goes out while there is credit. Filled by the session's reading thread, used by the one that carries the call out.
 */
final class SessionTransfer {

    private final FrameWriter writer;
    private final int serial;
    private final Cancellation cancellation;
    private final Queue<byte[]> arrived = new ArrayDeque<>();
    private long waiting;

    /** What comes before all that arrives; made by the reading thread, used by the one of the call. */
    private @Nullable TransferMedium medium;

    /** What the action has read and the host does not know of yet; only the thread of the call uses it. */
    private long unacknowledged;

    private long window = Limits.WINDOW_BYTES;
    private boolean ended;
    private boolean lost;

    SessionTransfer(FrameWriter writer, int serial, Cancellation cancellation) {
        this.writer = writer;
        this.serial = serial;
        this.cancellation = cancellation;
    }

    /** Data from the host. */
    synchronized void arrive(byte[] data) throws WireException {
        waiting += data.length;
        if (waiting > Limits.WINDOW_BYTES) {
            throw new WireException("transfer", "more data than there was credit for");
        }
        if (data.length == 0) {
            ended = true;
        } else {
            arrived.add(data);
        }
        notifyAll();
    }

    /** The transfer begins with so many bytes that are in the transfer drive. */
    synchronized void medium(long bytes) throws WireException {
        if (bytes <= 0 || bytes % FileMedium.SECTOR_BYTES != 0 || medium != null || ended || waiting > 0) {
            throw new WireException("medium", bytes + " bytes");
        }
        medium = new TransferMedium(cancellation, bytes);
        notifyAll();
    }

    /** The host has consumed so many bytes. */
    synchronized void credit(long bytes) throws WireException {
        if (bytes < 0 || window + bytes > Limits.WINDOW_BYTES) {
            throw new WireException("credit", bytes + " bytes");
        }
        window += bytes;
        notifyAll();
    }

    /** The call was cancelled or the host went away: nobody waits any more. */
    synchronized void interrupt(boolean hostLost) {
        lost |= hostLost;
        notifyAll();
    }

    InputStream source() {
        return new Source();
    }

    OutputStream sink() {
        return new Sink();
    }

    /** Ends what goes to the host. */
    void finishSink() throws IOException {
        writer.write(Frame.of(FrameType.DATA, serial));
    }

    /** Tells the host to stop sending if it has not sent everything. */
    void finishSource() throws IOException {
        boolean tell;
        synchronized (this) {
            if (medium != null) {
                medium.close();
            }
            tell = !ended;
            arrived.clear();
            waiting = 0;
        }
        if (tell) {
            writer.write(Frame.of(FrameType.CANCEL, serial));
        }
    }

    private byte @Nullable [] take() throws IOException {
        TransferMedium drive = awaitMedium();
        byte[] data = drive == null ? null : drive.read();
        return data == null ? takeArrived() : data;
    }

    private byte @Nullable [] takeArrived() throws IOException {
        byte[] data;
        synchronized (this) {
            while (arrived.isEmpty() && !ended) {
                pause();
            }
            data = arrived.poll();
            if (data == null) {
                return null;
            }
            waiting -= data.length;
        }
        unacknowledged += data.length;
        if (unacknowledged >= Limits.CREDIT_BYTES) {
            byte[] credit =
                    ByteBuffer.allocate(Long.BYTES).putLong(unacknowledged).array();
            writer.write(new Frame(FrameType.CREDIT, serial, credit));
            unacknowledged = 0;
        }
        return data;
    }

    private synchronized void reserve(int length) throws IOException {
        while (window < length) {
            pause();
        }
        window -= length;
    }

    private synchronized void pause() throws IOException {
        cancellation.check();
        if (lost) {
            throw new IOException("the host went away");
        }
        try {
            wait();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        cancellation.check();
    }

    /** Waits until something of the transfer has come; the medium, if it begins with one. */
    private synchronized @Nullable TransferMedium awaitMedium() throws IOException {
        while (arrived.isEmpty() && !ended && medium == null) {
            pause();
        }
        return medium;
    }

    private final class Source extends InputStream implements DirectSource {
        private byte[] current = new byte[0];
        private int at;

        @Override
        public long copyTo(Fd target, boolean device, Step step) throws IOException {
            TransferMedium drive = at == current.length ? awaitMedium() : null;
            return drive == null ? 0 : drive.copyTo(target, device, step);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (at == current.length) {
                byte[] next = take();
                if (next == null) {
                    return -1;
                }
                current = next;
                at = 0;
            }
            int count = Math.min(length, current.length - at);
            System.arraycopy(current, at, bytes, offset, count);
            at += count;
            return count;
        }
    }

    private final class Sink extends OutputStream {

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            int from = offset;
            int left = length;
            while (left > 0) {
                int count = Math.min(left, Limits.CHUNK_BYTES);
                reserve(count);
                writer.write(FrameType.DATA, serial, bytes, from, count);
                from += count;
                left -= count;
            }
        }
    }
}
