package org.guestscope.guest.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Payload of HELLO: eight bytes of magic and a version (2). Anything after them is ignored, so that later versions can
 * say more.
 */
public final class Hello {

    /** Raised whenever an older peer could misread something. */
    public static final int VERSION = 3;

    private static final byte[] MAGIC = "guestscp".getBytes(StandardCharsets.US_ASCII);
    private static final int BYTES = MAGIC.length + 2;

    private Hello() {}

    /** The payload that this version sends. */
    public static byte[] encode() {
        return ByteBuffer.allocate(BYTES).put(MAGIC).putShort((short) VERSION).array();
    }

    /**
     * Checks a payload.
     *
     * @throws WireException when the peer is no agent, or of another version
     */
    public static void check(byte[] payload) throws WireException {
        if (payload.length < BYTES || !Arrays.equals(payload, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new WireException("hello", "the magic is missing");
        }
        int version = Short.toUnsignedInt(ByteBuffer.wrap(payload).getShort(MAGIC.length));
        if (version != VERSION) {
            throw new WireException("hello", "protocol version %d, must be %d".formatted(version, VERSION));
        }
    }
}
