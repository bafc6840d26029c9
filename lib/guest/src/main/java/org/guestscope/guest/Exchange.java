package org.guestscope.guest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.guestscope.guest.catalogue.ActionDefinition;
import org.guestscope.guest.wire.Frame;
import org.guestscope.guest.wire.FrameReader;
import org.guestscope.guest.wire.FrameType;
import org.guestscope.guest.wire.FrameWriter;
import org.guestscope.guest.wire.Limits;
import org.guestscope.guest.wire.WireException;
import org.jspecify.annotations.Nullable;

/**
 * What passes between a call and its end: the transfer's data one way or the other, credit, progress, the reply.
 *
 * <p>It is all done on the caller's thread: while data may be sent it sends, else it waits for the next frame.
 */
final class Exchange {

    /** Between two reports of a transfer's progress: as often as a person can see. */
    private static final long PROGRESS_NANOS = 500_000_000;

    private final FrameReader reader;
    private final FrameWriter writer;
    private final ActionDefinition action;
    private final int serial;
    private final Transfer transfer;
    private final ByteArrayOutputStream reply = new ByteArrayOutputStream(256);
    private @Nullable LocalStreamException local;
    private long window = Limits.WINDOW_BYTES;
    private long unacknowledged;
    private long moved;
    private long due = System.nanoTime() + PROGRESS_NANOS;
    private boolean agentTells;
    private boolean uploading;
    private boolean downloaded;

    Exchange(FrameReader reader, FrameWriter writer, ActionDefinition action, int serial, Transfer transfer) {
        this.reader = reader;
        this.writer = writer;
        this.action = action;
        this.serial = serial;
        this.transfer = transfer;
        this.uploading = transfer.source() != null;
    }

    /**
     * The whole reply.
     *
     * @param medium what a large file can go through, if there is such a thing
     */
    byte[] run(@Nullable FileMedium medium) throws IOException {
        if (medium != null && transfer.source() instanceof FileSource file) {
            long bytes = mediumBytes(file);
            if (bytes >= Limits.MEDIUM_BYTES && medium.insert(file.file())) {
                return run(medium, file, bytes);
            }
        }
        return run();
    }

    private byte[] run(FileMedium medium, FileSource file, long bytes) throws IOException {
        byte[] payload = ByteBuffer.allocate(Long.BYTES).putLong(bytes).array();
        writer.write(new Frame(FrameType.MEDIUM, serial, payload));
        byte[] whole;
        try {
            try {
                file.skipNBytes(bytes);
            } catch (IOException e) {
                giveUp(e);
            }
            whole = run();
        } catch (ActionException | LocalStreamException e) {
            medium.eject();
            throw e;
        }
        medium.eject();
        if (mediumBytes(file) < bytes) {
            // The drive gives zeros for what is gone.
            throw new LocalStreamException(new IOException(file.file() + ": became shorter while it was read"));
        }
        return whole;
    }

    /** How much of a file the drive can show; when it cannot be looked at, reading it will tell why. */
    private static long mediumBytes(FileSource file) {
        try {
            return file.mediumBytes();
        } catch (IOException e) {
            return 0;
        }
    }

    private byte[] run() throws IOException {
        InputStream source = transfer.source();
        byte[] chunk = new byte[source == null ? 0 : Limits.CHUNK_BYTES];
        while (true) {
            if (source != null && uploading && window >= chunk.length) {
                upload(source, chunk);
            } else if (step()) {
                break;
            }
        }
        if (local != null) {
            throw local;
        }
        if (transfer.sink() != null && !downloaded) {
            throw new WireException("transfer", "a reply before the end of its data");
        }
        return reply.toByteArray();
    }

    private void upload(InputStream source, byte[] chunk) throws IOException {
        int length;
        try {
            length = source.read(chunk);
        } catch (IOException e) {
            giveUp(e);
            return;
        }
        if (length < 0) {
            uploading = false;
            writer.write(Frame.of(FrameType.DATA, serial));
        } else if (length > 0) {
            window -= length;
            writer.write(FrameType.DATA, serial, chunk, 0, length);
            moved(length);
        }
    }

    /** Of a stream through a tool of the guest, only this end knows how far it is; its length nobody knows. */
    private void moved(int length) {
        moved += length;
        long now = System.nanoTime();
        if (!agentTells && now - due >= 0) {
            due = now + PROGRESS_NANOS;
            transfer.progress().progress(moved, 0);
        }
    }

    /** Handles one frame; true when it was the last of the call. */
    private boolean step() throws IOException {
        Frame frame = reader.read();
        if (frame == null) {
            throw new ConnectionLostException(action.callName(), "the appliance went away unexpectedly", null);
        }
        if (frame.serial() != serial) {
            throw new WireException(
                    "frame", "%s of call %d during call %d".formatted(frame.type(), frame.serial(), serial));
        }
        switch (frame.type()) {
            case DATA -> download(frame.payload());
            case CREDIT -> credit(frame.payload());
            case PROGRESS -> progress(frame.payload());
            case CANCEL -> uploading = false;
            case REPLY_PART -> append(frame.payload());
            case REPLY -> {
                append(frame.payload());
                return true;
            }
            case ERROR -> {
                if (local != null) {
                    return true;
                }
                throw ReplyDecoder.failure(action.callName(), frame.payload());
            }
            default -> throw new WireException("frame", frame.type() + " from the agent during a call");
        }
        return false;
    }

    private void download(byte[] data) throws IOException {
        OutputStream sink = transfer.sink();
        if (sink == null || downloaded) {
            throw new WireException("transfer", "data that nobody asked for");
        }
        if (data.length == 0) {
            downloaded = true;
            return;
        }
        if (local == null) {
            try {
                sink.write(data);
            } catch (IOException e) {
                giveUp(e);
            }
        }
        moved(data.length);
        unacknowledged += data.length;
        if (unacknowledged >= Limits.CREDIT_BYTES) {
            byte[] credit =
                    ByteBuffer.allocate(Long.BYTES).putLong(unacknowledged).array();
            writer.write(new Frame(FrameType.CREDIT, serial, credit));
            unacknowledged = 0;
        }
    }

    /** The caller's own stream failed: the agent is told, and what it still sends is dropped. */
    private void giveUp(IOException e) throws IOException {
        local = new LocalStreamException(e);
        uploading = false;
        writer.write(Frame.of(FrameType.CANCEL, serial));
    }

    private void credit(byte[] payload) throws WireException {
        long bytes = longs(payload, 1).getLong();
        if (bytes < 0 || window + bytes > Limits.WINDOW_BYTES) {
            throw new WireException(
                    "credit", "%d bytes where %d are out".formatted(bytes, Limits.WINDOW_BYTES - window));
        }
        window += bytes;
    }

    private void progress(byte[] payload) throws WireException {
        ByteBuffer numbers = longs(payload, 2);
        agentTells = true;
        long position = Math.max(0, numbers.getLong());
        long total = Math.max(0, numbers.getLong());
        transfer.progress().progress(total == 0 ? position : Math.min(position, total), total);
    }

    private static ByteBuffer longs(byte[] payload, int count) throws WireException {
        if (payload.length != count * Long.BYTES) {
            throw new WireException(
                    "frame", "payload of %d bytes, must be %d".formatted(payload.length, count * Long.BYTES));
        }
        return ByteBuffer.wrap(payload);
    }

    private void append(byte[] part) throws WireException {
        if (reply.size() + part.length > Limits.MESSAGE_BYTES) {
            throw new WireException("reply", "more than %d bytes".formatted(Limits.MESSAGE_BYTES));
        }
        reply.write(part, 0, part.length);
    }
}
