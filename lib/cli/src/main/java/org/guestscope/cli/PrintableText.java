package org.guestscope.cli;

/**
 * Text from a guest or another untrusted place, made safe for a terminal: control characters and the characters that
 * reorder or hide text become escapes such as {@code \x1b}, everything else stays.
 */
public final class PrintableText {

    private PrintableText() {}

    /** {@code text} with every unsafe character escaped; the same object when there is none. */
    public static String of(String text) {
        int at = 0;
        while (at < text.length() && isSafe(text.charAt(at))) {
            at++;
        }
        if (at == text.length()) {
            return text;
        }
        StringBuilder safe = new StringBuilder(text.length() + 16).append(text, 0, at);
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            if (isSafe(c)) {
                safe.append(c);
            } else if (c == '\n') {
                safe.append("\\n");
            } else if (c == '\t') {
                safe.append("\\t");
            } else if (c == '\r') {
                safe.append("\\r");
            } else if (c < 0x100) {
                safe.append("\\x").append(hex(c >> 4)).append(hex(c));
            } else {
                safe.append("\\u")
                        .append(hex(c >> 12))
                        .append(hex(c >> 8))
                        .append(hex(c >> 4))
                        .append(hex(c));
            }
        }
        return safe.toString();
    }

    private static boolean isSafe(char c) {
        if (c < 0x20 || c >= 0x7f && c < 0xa0) {
            return false;
        }
        // Bidirectional controls, zero-width characters, line and paragraph separators, the byte order mark.
        return !(c >= 0x200b && c <= 0x200f || c >= 0x2028 && c <= 0x202e || c >= 0x2060 && c <= 0x2069 || c == 0xfeff);
    }

    private static char hex(int nibble) {
        return Character.forDigit(nibble & 15, 16);
    }
}
