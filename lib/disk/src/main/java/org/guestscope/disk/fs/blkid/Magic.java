package org.guestscope.disk.fs.blkid;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Bytes at a fixed place.
 *
 * @param kibibyte where the superblock begins, in KiB
 * @param offset where the magic stands in the superblock, in bytes
 * @param bytes the magic
 */
record Magic(int kibibyte, int offset, byte[] bytes) {

    /** libblkid looks at magics in buffers of this many bytes and finds none in a shorter one. */
    private static final int BUFFER_BYTES = 1024;

    static Magic text(int kibibyte, int offset, String magic) {
        return new Magic(kibibyte, offset, magic.getBytes(StandardCharsets.ISO_8859_1));
    }

    static Magic hex(int kibibyte, int offset, String digits) {
        return new Magic(kibibyte, offset, HexFormat.of().parseHex(digits));
    }

    /** Where the superblock begins, in bytes. */
    long base() {
        return (long) kibibyte << 10;
    }

    boolean isAt(Window window) throws IOException {
        long buffer = base() + (offset & -BUFFER_BYTES);
        return window.holds(buffer, BUFFER_BYTES) && window.matches(base() + offset, bytes);
    }

    /** The magic as text, for signatures whose variants differ by it. */
    String asText() {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
