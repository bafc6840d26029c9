package org.guestscope.guestfish.text;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Conversions between bytes, raw strings (one char a byte) and decoded text. */
public final class RawText {
    private RawText() {}

    /** The raw string of some bytes. */
    public static String of(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** The raw string of some bytes of an array. */
    public static String of(byte[] bytes, int offset, int length) {
        return new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
    }

    /** The raw string that holds {@code text} in UTF-8. */
    public static String ofText(String text) {
        return isAscii(text) ? text : of(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The bytes of a raw string. Chars above U+00FF cannot come from data; they are typographic quotes of guestfish's
     * own messages and become UTF-8, so that a message may be put together from literals and raw data.
     */
    public static byte[] bytes(String raw) {
        boolean plain = true;
        for (int i = 0; i < raw.length() && plain; i++) {
            plain = raw.charAt(i) <= 0xFF;
        }
        if (plain) {
            return raw.getBytes(StandardCharsets.ISO_8859_1);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(raw.length() + 16);
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c <= 0xFF) {
                out.write(c);
            } else {
                out.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
            }
        }
        return out.toByteArray();
    }

    /** A raw string decoded as UTF-8 for people to read; what is not UTF-8 shows as U+FFFD. */
    public static String text(String raw) {
        return isAscii(raw) ? raw : new String(bytes(raw), StandardCharsets.UTF_8);
    }

    /** Whether every char is ASCII, so that raw string, text and bytes coincide. */
    public static boolean isAscii(String s) {
        for (int i = 0; i < s.length(); i++) {
            if (s.charAt(i) > 0x7F) {
                return false;
            }
        }
        return true;
    }
}
