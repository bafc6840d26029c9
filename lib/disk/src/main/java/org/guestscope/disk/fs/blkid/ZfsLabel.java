package org.guestscope.disk.fs.blkid;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A ZFS vdev: four labels of 256 KiB, each with 128 uberblocks behind a list of names and values. Four uberblocks make
 * the device a member.
 */
final class ZfsLabel {

    private static final int LABEL_BYTES = 256 << 10;
    private static final int UBERBLOCKS_AT = 128 << 10;
    private static final int UBERBLOCK_BYTES = 1024;
    private static final int WANTED = 4;
    private static final long MAGIC = 0x00bab10cL;
    private static final int PAIRS_AT = 16 << 10;
    private static final int PAIRS_BYTES = 4096;
    private static final int TYPE_UINT64 = 8;
    private static final int TYPE_STRING = 9;
    private static final int TYPE_LIST = 19;

    private ZfsLabel() {}

    static @Nullable Names names(Window window) throws IOException {
        long end = window.size() / LABEL_BYTES * LABEL_BYTES;
        int found = 0;
        for (long label : new long[] {0, LABEL_BYTES, end - 2L * LABEL_BYTES, end - LABEL_BYTES}) {
            byte[] raw = window.bytes(label + UBERBLOCKS_AT, LABEL_BYTES - UBERBLOCKS_AT);
            if (raw == null) {
                return null;
            }
            ByteBuffer blocks = ByteBuffer.wrap(raw);
            for (int at = 0; at < raw.length; at += UBERBLOCK_BYTES) {
                long magic = blocks.getLong(at);
                if (magic == MAGIC || Long.reverseBytes(magic) == MAGIC) {
                    found++;
                }
            }
            if (found >= WANTED) {
                return pairs(window, label + PAIRS_AT);
            }
        }
        return null;
    }

    /** The pool's name and number, from the name-value list in XDR. */
    private static Names pairs(Window window, long offset) throws IOException {
        byte[] raw = window.bytes(offset, PAIRS_BYTES);
        if (raw == null) {
            return Names.NONE;
        }
        ByteBuffer in = ByteBuffer.wrap(raw);
        String label = null;
        String uuid = null;
        int at = 12;
        int depth = 0;
        while (at + 12 <= raw.length) {
            int size = in.getInt(at);
            if (size == 0) {
                if (depth-- == 0) {
                    break;
                }
                at += 8;
                continue;
            }
            int nameLength = in.getInt(at + 8);
            if (size < 12 || size > raw.length - at || nameLength < 0 || nameLength > size - 12) {
                break;
            }
            int value = at + 12 + ((nameLength + 3) & ~3);
            int left = at + size - value;
            String name = new String(raw, at + 12, nameLength, StandardCharsets.ISO_8859_1);
            if (left >= 16 && in.getInt(value) == TYPE_LIST) {
                depth++;
                at = value + 16;
                continue;
            }
            if (depth == 0 && left >= 12 && name.equals("name") && in.getInt(value) == TYPE_STRING) {
                int length = in.getInt(value + 8);
                if (length >= 0 && length <= left - 12) {
                    label = Names.label(java.util.Arrays.copyOfRange(raw, value + 12, value + 12 + length));
                }
            } else if (depth == 0 && left >= 16 && name.equals("pool_guid") && in.getInt(value) == TYPE_UINT64) {
                uuid = Long.toUnsignedString(in.getLong(value + 8));
            }
            at += size;
        }
        return new Names(label, uuid);
    }
}
