package org.guestscope.agent.inspect.packages;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A package's header as rpm keeps it: two counts, an index of tags, and their data.
 *
 * @see <a href="https://rpm-software-management.github.io/rpm/manual/format_header.html">RPM header format</a>
 */
final class RpmHeader {

    private static final int NAME = 1000;
    private static final int VERSION = 1001;
    private static final int RELEASE = 1002;
    private static final int EPOCH = 1003;
    private static final int SUMMARY = 1004;
    private static final int DESCRIPTION = 1005;
    private static final int URL = 1020;
    private static final int ARCH = 1022;

    private static final int INT32 = 4;
    private static final int STRING = 6;
    private static final int I18NSTRING = 9;
    private static final int ENTRY = 16;

    /** The header's own limit of tags ({@code hdrchkTags}). */
    private static final int MOST_TAGS = 0xffff;

    private RpmHeader() {}

    static InstalledPackage parse(byte[] blob) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(blob);
        if (blob.length < 8) {
            throw new IOException("bad rpm header: %d bytes long".formatted(blob.length));
        }
        int tags = in.getInt(0);
        int dataLength = in.getInt(4);
        long data = 8 + (long) tags * ENTRY;
        if (tags < 0 || tags > MOST_TAGS || dataLength < 0 || data + dataLength > blob.length) {
            throw new IOException("bad rpm header: %d tags and %d bytes of data do not fit into %d bytes"
                    .formatted(tags, dataLength, blob.length));
        }
        InstalledPackage.Builder builder = new InstalledPackage.Builder();
        int epoch = 0;
        String version = "";
        String release = "";
        for (int i = 0; i < tags; i++) {
            int entry = 8 + i * ENTRY;
            int tag = in.getInt(entry);
            int type = in.getInt(entry + 4);
            long at = data + in.getInt(entry + 8);
            if (at < data || at > data + dataLength) {
                throw new IOException("bad rpm header: tag %d lies outside the data".formatted(tag));
            }
            String text = type == STRING || type == I18NSTRING ? text(blob, (int) at, (int) data + dataLength) : "";
            switch (tag) {
                case NAME -> builder.name = text;
                case VERSION -> version = text;
                case RELEASE -> release = text;
                case EPOCH -> epoch = type == INT32 && at + 4 <= data + dataLength ? in.getInt((int) at) : 0;
                case SUMMARY -> builder.summary = text;
                case DESCRIPTION -> builder.description = text;
                case URL -> builder.url = text;
                case ARCH -> builder.arch = text;
                default -> {
                    // Files, scripts, signatures.
                }
            }
        }
        builder.version = new InstalledPackage.Version(Math.max(epoch, 0), version, release);
        return builder.build();
    }

    /** A text that ends at a zero byte; of a translated one that is the untranslated. */
    private static String text(byte[] blob, int at, int end) {
        int last = at;
        while (last < end && blob[last] != 0) {
            last++;
        }
        return new String(blob, at, last - at, StandardCharsets.ISO_8859_1);
    }
}
