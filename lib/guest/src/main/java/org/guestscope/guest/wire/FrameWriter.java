package org.guestscope.guest.wire;

import java.io.IOException;
import java.io.OutputStream;

/** Writes frames, each in one write. Safe for use by several threads. */
public final class FrameWriter {

    /** Most frames are small. */
    private static final int FIRST_BUFFER_BYTES = 1 << 10;

    private final OutputStream out;

    /** The frame being written; kept, as a transfer writes one after the other. */
    private byte[] buffer = new byte[FIRST_BUFFER_BYTES];

    /** Writes to a stream, which should not be buffered. */
    public FrameWriter(OutputStream out) {
        this.out = out;
    }

    /** Writes a frame. */
    public void write(Frame frame) throws IOException {
        write(frame.type(), frame.serial(), frame.payload(), 0, frame.payload().length);
    }

    /** Writes a frame whose payload is part of an array. */
    public void write(FrameType type, int serial, byte[] payload, int offset, int length) throws IOException {
        if (length > Limits.FRAME_BYTES) {
            throw new IllegalArgumentException("a frame of %d bytes".formatted(length));
        }
        int whole = FrameReader.HEADER_BYTES + length;
        synchronized (this) {
            if (buffer.length < whole) {
                buffer = new byte[whole];
            }
            putInt(buffer, 0, length);
            buffer[4] = (byte) type.code();
            putInt(buffer, 5, serial);
            System.arraycopy(payload, offset, buffer, FrameReader.HEADER_BYTES, length);
            out.write(buffer, 0, whole);
            out.flush();
        }
    }

    /**
     * Writes a message in as many frames as it needs.
     *
     * @throws WireException when it is longer than a message may be
     */
    public void writeMessage(FrameType part, FrameType last, int serial, Message message) throws IOException {
        if (message.length() > Limits.MESSAGE_BYTES) {
            throw new WireException(
                    "message", "%d bytes, must be at most %d".formatted(message.length(), Limits.MESSAGE_BYTES));
        }
        message.<IOException>send((bytes, length, isLast) -> write(isLast ? last : part, serial, bytes, 0, length));
    }

    private static void putInt(byte[] bytes, int at, int value) {
        bytes[at] = (byte) (value >>> 24);
        bytes[at + 1] = (byte) (value >>> 16);
        bytes[at + 2] = (byte) (value >>> 8);
        bytes[at + 3] = (byte) value;
    }
}
