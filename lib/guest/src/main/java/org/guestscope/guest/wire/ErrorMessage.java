package org.guestscope.guest.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Payload of ERROR.
 *
 * @param errno the system's error number, or 0
 * @param text what failed, without the action's name, as bytes one per {@code char}
 */
public record ErrorMessage(int errno, String text) {

    /** The payload; a text that is too long is cut. */
    public byte[] encode() {
        ValueWriter out = new ValueWriter();
        out.writeInt(errno);
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        out.writeBytes(bytes.length <= Limits.ERROR_BYTES ? bytes : Arrays.copyOf(bytes, Limits.ERROR_BYTES));
        return out.message().toByteArray();
    }

    /** Reads a payload. */
    public static ErrorMessage decode(byte[] payload) throws WireException {
        ValueReader in = new ValueReader("error", payload);
        int errno = in.readInt();
        String text = new String(in.readBytes(Limits.ERROR_BYTES), StandardCharsets.ISO_8859_1);
        in.end();
        return new ErrorMessage(errno, text);
    }
}
