package org.guestscope.agent;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.guestscope.agent.child.Cancellation;
import org.guestscope.guest.wire.Frame;
import org.guestscope.guest.wire.FrameReader;
import org.guestscope.guest.wire.FrameType;
import org.guestscope.guest.wire.FrameWriter;
import org.guestscope.guest.wire.Hello;
import org.guestscope.guest.wire.Limits;
import org.guestscope.guest.wire.WireException;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a host: reads frames here, carries calls out on a thread of their own.
 *
 * <p>A HELLO may come at any time, because a restored appliance meets a new host on the port that the old one had; it
 * ends what was going on.
 */
final class Session {

    private final FrameReader reader;
    private final FrameWriter writer;
    private final Dispatcher dispatcher;
    private final Cancellation cancellation;
    private final BlockingQueue<Runnable> work = new LinkedBlockingQueue<>();
    private final ByteArrayOutputStream parts = new ByteArrayOutputStream();
    private final AtomicReference<@Nullable SessionTransfer> current = new AtomicReference<>();
    private volatile int currentSerial;

    Session(InputStream in, OutputStream out, Dispatcher dispatcher) {
        this.reader = new FrameReader(in);
        this.writer = new FrameWriter(out);
        this.dispatcher = dispatcher;
        this.cancellation = dispatcher.cancellation();
    }

    /** Serves until the host goes away. */
    void serve() throws IOException {
        Thread worker = new Thread(this::workLoop, "calls");
        worker.setDaemon(true);
        worker.start();
        try {
            Frame frame;
            while ((frame = reader.read()) != null) {
                handle(frame);
            }
        } finally {
            abandon();
            worker.interrupt();
        }
    }

    private void handle(Frame frame) throws IOException {
        switch (frame.type()) {
            case HELLO -> {
                abandon();
                Hello.check(frame.payload());
                work.add(this::greet);
            }
            case CALL_PART -> append(frame.payload());
            case CALL -> {
                append(frame.payload());
                call(frame.serial(), parts.toByteArray());
                parts.reset();
            }
            case DATA, MEDIUM, CREDIT, CANCEL -> transfer(frame);
            case PING -> work.add(() -> answer(frame, () -> {}));
            case WARM -> work.add(() -> answer(frame, dispatcher::warm));
            case RESUME -> work.add(() -> answer(frame, () -> Resume.apply(frame.payload())));
            case DISKS_READY -> {
                cancellation.reset();
                work.add(dispatcher::disksReady);
            }
            default -> throw new WireException("frame", frame.type() + " from the host");
        }
    }

    /** Comes after the end of a call that the greeting interrupted, so that the new host can tell the two apart. */
    private void greet() {
        try {
            writer.write(new Frame(FrameType.HELLO, 0, Hello.encode()));
        } catch (IOException e) {
            // The host is gone; the reading thread sees it too.
        }
    }

    private void append(byte[] part) throws WireException {
        if (parts.size() + part.length > Limits.MESSAGE_BYTES) {
            throw new WireException("call", "more than %d bytes".formatted(Limits.MESSAGE_BYTES));
        }
        parts.write(part, 0, part.length);
    }

    private void call(int serial, byte[] payload) {
        cancellation.reset();
        SessionTransfer transfer = new SessionTransfer(writer, serial, cancellation);
        current.set(transfer);
        currentSerial = serial;
        work.add(() -> {
            try {
                dispatcher.call(serial, payload, transfer, writer);
            } catch (IOException e) {
                // The host cannot be told any more; the reading thread sees the same end.
            } finally {
                // The next call may have come in since this one was answered.
                current.compareAndSet(transfer, null);
            }
        });
    }

    /** Frames of a call that has ended meanwhile crossed its reply on the way, and mean nothing any more. */
    private void transfer(Frame frame) throws IOException {
        SessionTransfer transfer = current.get();
        if (transfer == null || frame.serial() != currentSerial) {
            return;
        }
        if (frame.type() == FrameType.DATA) {
            transfer.arrive(frame.payload());
        } else if (frame.type() == FrameType.CANCEL) {
            cancellation.cancel();
            transfer.interrupt(false);
        } else if (frame.payload().length != Long.BYTES) {
            throw new WireException(frame.type().name(), frame.payload().length + " bytes of payload");
        } else {
            long bytes = ByteBuffer.wrap(frame.payload()).getLong();
            if (frame.type() == FrameType.MEDIUM) {
                transfer.medium(bytes);
            } else {
                transfer.credit(bytes);
            }
        }
    }

    private void answer(Frame question, Pong work) {
        try {
            try {
                work.run();
                writer.write(Frame.of(FrameType.PONG, question.serial()));
            } catch (IOException e) {
                writer.write(new Frame(FrameType.ERROR, question.serial(), Dispatcher.encode(e)));
            } catch (RuntimeException | LinkageError e) {
                writer.write(new Frame(FrameType.ERROR, question.serial(), Dispatcher.internal(e)));
            }
        } catch (IOException e) {
            // As above: whoever asked is gone.
        }
    }

    private void abandon() {
        SessionTransfer transfer = current.get();
        if (transfer != null) {
            cancellation.cancel();
            transfer.interrupt(true);
        }
        parts.reset();
    }

    private void workLoop() {
        try {
            while (true) {
                work.take().run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What stands between a question and its PONG. */
    @FunctionalInterface
    private interface Pong {
        void run() throws IOException;
    }
}
