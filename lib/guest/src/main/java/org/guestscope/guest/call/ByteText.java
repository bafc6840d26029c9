package org.guestscope.guest.call;

import java.nio.charset.StandardCharsets;

/** Strings of which each {@code char} is a byte, as the action interfaces carry them. */
public final class ByteText {

    private ByteText() {}

    /** Text of people as bytes of UTF-8. */
    public static String of(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** Bytes as text to show: what is not UTF-8 becomes the replacement character. */
    public static String decode(String byteText) {
        return new String(byteText.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** The bytes themselves. */
    public static byte[] bytes(String byteText) {
        return byteText.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Bytes as a byte text. */
    public static String of(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
