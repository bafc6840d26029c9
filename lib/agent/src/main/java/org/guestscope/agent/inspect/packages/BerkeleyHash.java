package org.guestscope.agent.inspect.packages;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.guestscope.agent.inspect.file.ByteSource;

/**
 * A Berkeley DB file with a hash table, read without looking anything up: every hash page is visited, and every value is
 * taken. Structures are those of {@code dbinc/db_page.h}, in the byte order of the machine that wrote the file.
 */
final class BerkeleyHash {

    /** The largest real packages, with some 100,000 files, have headers of a third of that. */
    static final int LARGEST_HEADER = 64 << 20;

    private static final int META = 512;
    private static final int MAGIC = 0x061561;
    private static final int PAGE_HEADER = 26;
    private static final int UNSORTED_HASH_PAGE = 2;
    private static final int OVERFLOW_PAGE = 7;
    private static final int HASH_PAGE = 13;
    private static final int KEY_DATA = 1;
    private static final int OFF_PAGE = 3;

    private final ByteSource source;
    private final ByteOrder order;
    private final int pageSize;
    private final long pages;

    private BerkeleyHash(ByteSource source, ByteOrder order, int pageSize) {
        this.source = source;
        this.order = order;
        this.pageSize = pageSize;
        this.pages = source.size() / pageSize;
    }

    static void read(ByteSource source, RpmDatabase.HeaderSink sink) throws IOException {
        ByteBuffer meta = ByteBuffer.wrap(source.read(0, META)).order(ByteOrder.LITTLE_ENDIAN);
        if (meta.getInt(12) != MAGIC) {
            meta.order(ByteOrder.BIG_ENDIAN);
        }
        if (meta.getInt(12) != MAGIC) {
            throw new IOException("not a Berkeley DB hash: magic %#x".formatted(meta.getInt(12)));
        }
        int pageSize = meta.getInt(20);
        if (pageSize < META || pageSize > 64 << 10 || Integer.bitCount(pageSize) != 1) {
            throw new IOException("bad Berkeley DB hash: pages of %d bytes".formatted(pageSize));
        }
        new BerkeleyHash(source, meta.order(), pageSize).readAll(sink);
    }

    private void readAll(RpmDatabase.HeaderSink sink) throws IOException {
        for (long number = 1; number < pages; number++) {
            ByteBuffer page = page(number);
            int type = page.get(25);
            if (type == HASH_PAGE || type == UNSORTED_HASH_PAGE) {
                readPage(page, number, sink);
            }
        }
    }

    /** Entries stand in pairs: key, value. The first package's key is 0 and its value the next free number. */
    private void readPage(ByteBuffer page, long number, RpmDatabase.HeaderSink sink) throws IOException {
        int entries = Short.toUnsignedInt(page.getShort(20));
        if (PAGE_HEADER + entries * 2 > pageSize) {
            throw new IOException("bad Berkeley DB hash: page %d claims %d entries".formatted(number, entries));
        }
        for (int i = 1; i < entries; i += 2) {
            int at = Short.toUnsignedInt(page.getShort(PAGE_HEADER + i * 2));
            int previous = Short.toUnsignedInt(page.getShort(PAGE_HEADER + (i - 1) * 2));
            if (at >= pageSize || previous > pageSize) {
                throw new IOException("bad Berkeley DB hash: an entry of page %d lies outside".formatted(number));
            }
            int kind = page.get(at);
            if (kind == OFF_PAGE && at + 12 <= pageSize) {
                sink.accept(overflow(Integer.toUnsignedLong(page.getInt(at + 4)), page.getInt(at + 8)));
            } else if (kind == KEY_DATA && previous - at > 16) {
                // Items lie one below the other, so the one before ends this one. Headers are longer than a number.
                byte[] header = new byte[previous - at - 1];
                page.get(at + 1, header);
                sink.accept(header);
            }
        }
    }

    /** A value that is longer than a page, along its chain of pages. */
    private byte[] overflow(long first, int length) throws IOException {
        if (length < 0 || length > LARGEST_HEADER || length > source.size()) {
            throw new IOException("bad Berkeley DB hash: a value of %d bytes".formatted(length));
        }
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        long number = first;
        // Every page but the last is full, so a chain that is longer than the value is a loop.
        for (long left = length / (pageSize - PAGE_HEADER) + 1L; value.size() < length; left--) {
            if (left < 0 || number == 0 || number >= pages) {
                throw new IOException(
                        "bad Berkeley DB hash: the value that begins on page %d has no end".formatted(first));
            }
            ByteBuffer page = page(number);
            int here = Short.toUnsignedInt(page.getShort(22));
            if (page.get(25) != OVERFLOW_PAGE || here == 0 || here > pageSize - PAGE_HEADER) {
                throw new IOException("bad Berkeley DB hash: page %d is no part of a value".formatted(number));
            }
            value.write(page.array(), PAGE_HEADER, Math.min(here, length - value.size()));
            number = Integer.toUnsignedLong(page.getInt(16));
        }
        return value.toByteArray();
    }

    private ByteBuffer page(long number) throws IOException {
        return ByteBuffer.wrap(source.read(number * pageSize, pageSize)).order(order);
    }
}
