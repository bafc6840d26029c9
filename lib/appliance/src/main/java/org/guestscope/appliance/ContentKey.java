package org.guestscope.appliance;

/**
 * Names a directory of the cache after a text: 64 bits of FNV-1a, in hexadecimal. The text itself is kept in the
 * directory and compared, so a collision costs a rebuild; a cryptographic hash would cost a class load at every start.
 */
final class ContentKey {

    private static final long OFFSET_BASIS = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private ContentKey() {}

    static String of(String text) {
        long hash = OFFSET_BASIS;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * PRIME;
        }
        // Sixteen digits without a Formatter, which loads the locale's symbols at every start.
        String digits = Long.toHexString(hash);
        return "0".repeat(2 * Long.BYTES - digits.length()) + digits;
    }
}
