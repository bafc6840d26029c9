package org.guestscope.guestfish.text;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.guestscope.guest.call.ByteText;

/** Messages put together from guestfish's own words and byte strings. */
public final class MessageText {
    private MessageText() {}

    /**
     * The bytes to print. Chars up to U+00FF are data, a byte each; those above cannot come from data, they are
     * typographic quotes of guestfish's own words, and become UTF-8.
     */
    public static byte[] bytes(String message) {
        boolean plain = true;
        for (int i = 0; i < message.length() && plain; i++) {
            plain = message.charAt(i) <= 0xFF;
        }
        if (plain) {
            return ByteText.bytes(message);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(message.length() + 16);
        for (int i = 0; i < message.length(); i++) {
            char c = message.charAt(i);
            if (c <= 0xFF) {
                out.write(c);
            } else {
                out.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
            }
        }
        return out.toByteArray();
    }

    /** Whether every char is ASCII, so that byte string, text and bytes coincide. */
    public static boolean isAscii(String s) {
        for (int i = 0; i < s.length(); i++) {
            if (s.charAt(i) > 0x7F) {
                return false;
            }
        }
        return true;
    }
}
