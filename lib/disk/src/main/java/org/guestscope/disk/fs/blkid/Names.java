package org.guestscope.disk.fs.blkid;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Label and UUID of a recognised signature, in libblkid's spelling.
 *
 * @param label null when absent or blank
 * @param uuid null when absent or all zero
 */
record Names(@Nullable String label, @Nullable String uuid) {

    static final Names NONE = new Names(null, null);

    /** A label in bytes, up to the first NUL, without trailing white space. */
    static @Nullable String label(byte[] raw) {
        int end = 0;
        while (end < raw.length && raw[end] != 0) {
            end++;
        }
        return trimmed(new String(raw, 0, end, StandardCharsets.UTF_8));
    }

    /** A label in UTF-16, up to the first NUL, without trailing white space. */
    static @Nullable String label(byte[] raw, Charset utf16) {
        String text = new String(raw, 0, raw.length & ~1, utf16);
        int end = text.indexOf('\0');
        return trimmed(end < 0 ? text : text.substring(0, end));
    }

    /** A 16-byte UUID as 8-4-4-4-12 lower-case digits. */
    static @Nullable String uuid(byte[] raw) {
        boolean zero = true;
        for (byte b : raw) {
            zero &= b == 0;
        }
        if (zero) {
            return null;
        }
        String hex = HexFormat.of().formatHex(raw);
        return String.join(
                "-",
                hex.substring(0, 8),
                hex.substring(8, 12),
                hex.substring(12, 16),
                hex.substring(16, 20),
                hex.substring(20));
    }

    /** FAT's and exFAT's 4-byte serial, which is stored little-endian: {@code 1234-ABCD}. */
    static String serial(byte[] raw) {
        return "%02X%02X-%02X%02X".formatted(raw[3], raw[2], raw[1], raw[0]);
    }

    static @Nullable String trimmed(String text) {
        int end = text.length();
        while (end > 0 && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return end == 0 ? null : text.substring(0, end);
    }

    /** C's isspace in the POSIX locale. */
    private static boolean isSpace(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }
}
