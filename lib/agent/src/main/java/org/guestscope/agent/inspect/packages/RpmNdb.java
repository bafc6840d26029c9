package org.guestscope.agent.inspect.packages;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.guestscope.agent.inspect.file.ByteSource;

/**
 * rpm's own database: a header, then pages of slots, then blobs at multiples of 16 bytes.
 *
 * @see <a href="https://github.com/rpm-software-management/rpm/blob/master/lib/backend/ndb/rpmpkg.c">rpmpkg.c</a>
 */
final class RpmNdb {

    private static final int MAGIC = 'R' | 'p' << 8 | 'm' << 16 | 'P' << 24;
    private static final int SLOT = 'S' | 'l' << 8 | 'o' << 16 | 't' << 24;
    private static final int BLOB = 'B' | 'l' << 8 | 'b' << 16 | 'S' << 24;
    private static final int PAGE = 4096;
    private static final int ENTRY = 16;
    private static final int BLOCK = 16;

    /** Pages of slots that hold more packages than there are. */
    private static final int MOST_PAGES = 1024;

    private RpmNdb() {}

    static void read(ByteSource source, RpmDatabase.HeaderSink sink) throws IOException {
        ByteBuffer header = little(source.read(0, 2 * ENTRY));
        if (header.getInt(0) != MAGIC) {
            throw new IOException("not an ndb database: begins with %#x".formatted(header.getInt(0)));
        }
        int pages = header.getInt(12);
        if (pages <= 0 || pages > MOST_PAGES) {
            throw new IOException("bad ndb database: %d pages of slots".formatted(pages));
        }
        for (int page = 0; page < pages; page++) {
            ByteBuffer slots = little(source.read((long) page * PAGE, PAGE));
            for (int at = page == 0 ? 2 * ENTRY : 0; at < PAGE; at += ENTRY) {
                int number = slots.getInt(at + 4);
                if (slots.getInt(at) == SLOT && number != 0) {
                    long offset = Integer.toUnsignedLong(slots.getInt(at + 8)) * BLOCK;
                    sink.accept(blob(source, offset, number));
                }
            }
        }
    }

    private static byte[] blob(ByteSource source, long offset, int number) throws IOException {
        ByteBuffer header = little(source.read(offset, ENTRY));
        int length = header.getInt(12);
        if (header.getInt(0) != BLOB || header.getInt(4) != number) {
            throw new IOException("bad ndb database: no blob of package %d at %#x".formatted(number, offset));
        } else if (length < 0 || length > BerkeleyHash.LARGEST_HEADER) {
            throw new IOException("bad ndb database: blob at %#x of %d bytes".formatted(offset, length));
        }
        return source.read(offset + ENTRY, length);
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
