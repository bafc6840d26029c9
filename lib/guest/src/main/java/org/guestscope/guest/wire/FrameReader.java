package org.guestscope.guest.wire;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads frames: length of the payload (4 bytes, big-endian), type (1), serial (4), payload.
 *
 * <p>Not safe for use by several threads.
 */
public final class FrameReader {

    static final int HEADER_BYTES = 9;

    private final InputStream in;
    private final byte[] header = new byte[HEADER_BYTES];

    /** Reads from a stream, which should be buffered. */
    public FrameReader(InputStream in) {
        this.in = in;
    }

    /**
     * Waits for the next frame.
     *
     * @return {@code null} when the stream ends before a frame begins
     * @throws WireException when what arrives is not a frame
     * @throws EOFException when the stream ends within a frame
     */
    public @Nullable Frame read() throws IOException {
        int first = in.readNBytes(header, 0, HEADER_BYTES);
        if (first == 0) {
            return null;
        }
        if (first < HEADER_BYTES) {
            throw new EOFException("the connection ended within a frame's header");
        }
        int length = intAt(0);
        if (length < 0 || length > Limits.FRAME_BYTES) {
            throw new WireException("frame", "length %d, must be 0..%d".formatted(length, Limits.FRAME_BYTES));
        }
        FrameType type = FrameType.of(header[4]);
        if (type == null) {
            throw new WireException("frame", "unknown type " + header[4]);
        }
        int serial = intAt(5);
        // Allocated at once, as a frame is small: readNBytes(int) would gather it in pieces and copy them.
        byte[] payload = new byte[length];
        if (in.readNBytes(payload, 0, length) < length) {
            throw new EOFException("the connection ended within a frame of %d bytes".formatted(length));
        }
        return new Frame(type, serial, payload);
    }

    private int intAt(int at) {
        return header[at] << 24 | (header[at + 1] & 0xff) << 16 | (header[at + 2] & 0xff) << 8 | header[at + 3] & 0xff;
    }
}
