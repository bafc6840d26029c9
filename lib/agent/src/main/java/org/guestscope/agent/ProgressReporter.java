package org.guestscope.agent;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.guestscope.guest.ProgressListener;
import org.guestscope.guest.wire.Frame;
import org.guestscope.guest.wire.FrameType;
import org.guestscope.guest.wire.FrameWriter;
import org.jspecify.annotations.Nullable;

/** Passes progress on to the host, but not oftener than a person can see, and nothing of calls that are over at once. */
final class ProgressReporter implements ProgressListener {

    private static final long FIRST_NANOS = 500_000_000;
    private static final long INTERVAL_NANOS = 200_000_000;

    private @Nullable FrameWriter writer;
    private int serial;
    private long due;

    synchronized void begin(FrameWriter callWriter, int callSerial) {
        writer = callWriter;
        serial = callSerial;
        due = System.nanoTime() + FIRST_NANOS;
    }

    synchronized void end() {
        writer = null;
    }

    @Override
    public synchronized void progress(long position, long total) {
        long now = System.nanoTime();
        if (writer == null || now - due < 0) {
            return;
        }
        due = now + INTERVAL_NANOS;
        byte[] payload = ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(position)
                .putLong(total)
                .array();
        try {
            writer.write(new Frame(FrameType.PROGRESS, serial, payload));
        } catch (IOException e) {
            writer = null; // the call itself will notice that the host is gone
        }
    }
}
