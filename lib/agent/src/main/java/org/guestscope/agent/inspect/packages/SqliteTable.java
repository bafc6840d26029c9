package org.guestscope.agent.inspect.packages;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.guestscope.agent.inspect.file.ByteSource;

/**
 * Reads the rows of an SQLite table in the order of their numbers: as much of the format as rpm's database needs. What a
 * write-ahead log beside the file holds is not seen.
 *
 * @see <a href="https://www.sqlite.org/fileformat2.html">Database file format</a>
 */
final class SqliteTable {

    private static final int HEADER = 100;
    private static final int INTERIOR = 5;
    private static final int LEAF = 13;
    private static final int DEEPEST = 20;
    private static final int MOST_COLUMNS = 64;

    private final ByteSource source;
    private final int pageSize;
    private final int usable;
    private final Set<Long> visited = new HashSet<>();

    /** Every page has one place, so a walk that wants more than there are is led in circles. */
    private long pagesLeft;

    private SqliteTable(ByteSource source, int pageSize, int usable) {
        this.source = source;
        this.pageSize = pageSize;
        this.usable = usable;
        this.pagesLeft = source.size() / pageSize;
    }

    /** Takes the columns of a row; numbers and absent values are empty. */
    private interface RowSink {
        void accept(List<byte[]> columns) throws IOException;
    }

    /** The headers in rpm's table {@code Packages(hnum, blob)}. */
    static void readPackages(ByteSource source, RpmDatabase.HeaderSink sink) throws IOException {
        ByteBuffer header = ByteBuffer.wrap(source.read(0, HEADER));
        String magic = new String(header.array(), 0, 15, StandardCharsets.ISO_8859_1);
        if (!magic.equals("SQLite format 3")) {
            throw new IOException("not an SQLite database");
        }
        int stored = Short.toUnsignedInt(header.getShort(16));
        int pageSize = stored == 1 ? 64 << 10 : stored;
        int usable = pageSize - Byte.toUnsignedInt(header.get(20));
        if (pageSize < 512 || Integer.bitCount(pageSize) != 1 || usable < 480) {
            throw new IOException("bad SQLite database: pages of %d bytes, %d usable".formatted(pageSize, usable));
        }
        SqliteTable table = new SqliteTable(source, pageSize, usable);
        List<Long> roots = new ArrayList<>();
        table.rows(1, 0, columns -> {
            boolean wanted = columns.size() >= 4
                    && text(columns.get(0)).equals("table")
                    && text(columns.get(1)).equals("Packages");
            if (wanted) {
                roots.add(number(columns.get(3)));
            }
        });
        for (long root : roots) {
            table.rows(root, 0, columns -> sink.accept(columns.get(columns.size() - 1)));
        }
    }

    /** Rows below a page, from left to right. */
    private void rows(long number, int depth, RowSink sink) throws IOException {
        if (depth > DEEPEST || number < 1 || !visited.add(number)) {
            throw new IOException("bad SQLite database: page %d is reached twice".formatted(number));
        }
        ByteBuffer page = page(number);
        int start = number == 1 ? HEADER : 0;
        int type = page.get(start);
        int cells = Short.toUnsignedInt(page.getShort(start + 3));
        int pointers = start + (type == INTERIOR ? 12 : 8);
        if (type != INTERIOR && type != LEAF || pointers + cells * 2 > usable) {
            throw new IOException("bad SQLite database: page %d is no page of a table".formatted(number));
        }
        for (int i = 0; i < cells; i++) {
            int at = Short.toUnsignedInt(page.getShort(pointers + i * 2));
            if (at > usable - 4) {
                throw new IOException("bad SQLite database: a cell of page %d lies outside".formatted(number));
            }
            page.position(at);
            if (type == INTERIOR) {
                rows(Integer.toUnsignedLong(page.getInt()), depth + 1, sink);
            } else {
                sink.accept(columns(payload(page)));
            }
        }
        if (type == INTERIOR) {
            rows(Integer.toUnsignedLong(page.getInt(start + 8)), depth + 1, sink);
        }
    }

    /** The record of a leaf's cell, which may go on in a chain of overflow pages. */
    private byte[] payload(ByteBuffer page) throws IOException {
        long length = variable(page);
        variable(page);
        if (length < 0 || length > BerkeleyHash.LARGEST_HEADER || length > source.size()) {
            throw new IOException("bad SQLite database: a row of %d bytes".formatted(length));
        }
        int largest = usable - 35;
        int smallest = (usable - 12) * 32 / 255 - 23;
        int local = (int) length;
        if (length > largest) {
            int candidate = (int) (smallest + (length - smallest) % (usable - 4));
            local = candidate <= largest ? candidate : smallest;
        }
        if (local + (length > local ? 4 : 0) > page.remaining()) {
            throw new IOException("bad SQLite database: a row does not fit its page");
        }
        byte[] bytes = new byte[(int) length];
        page.get(bytes, 0, local);
        int done = local;
        long next = done < length ? Integer.toUnsignedLong(page.getInt()) : 0;
        while (done < length) {
            if (next < 1) {
                throw new IOException("bad SQLite database: a row's pages end early");
            }
            ByteBuffer more = page(next);
            next = Integer.toUnsignedLong(more.getInt());
            int here = Math.min(usable - 4, (int) length - done);
            more.get(bytes, done, here);
            done += here;
        }
        return bytes;
    }

    /** Splits a record: a list of serial types, then the values. */
    private static List<byte[]> columns(byte[] record) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(record);
        long headerLength = variable(in);
        if (headerLength < 1 || headerLength > record.length) {
            throw new IOException("bad SQLite database: a record's header of %d bytes".formatted(headerLength));
        }
        List<byte[]> columns = new ArrayList<>();
        int at = (int) headerLength;
        while (in.position() < headerLength && columns.size() < MOST_COLUMNS) {
            long length = length(variable(in));
            if (length < 0 || length > record.length - at) {
                throw new IOException("bad SQLite database: a column of %d bytes".formatted(length));
            }
            columns.add(java.util.Arrays.copyOfRange(record, at, at + (int) length));
            at += (int) length;
        }
        if (columns.isEmpty()) {
            throw new IOException("bad SQLite database: a record without columns");
        }
        return columns;
    }

    /** Bytes of a value of a serial type. */
    private static long length(long type) {
        if (type >= 12) {
            return (type - 12) / 2;
        }
        return type < 0 ? -1 : new int[] {0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0}[(int) type];
    }

    /** A number of one to nine bytes, seven bits in each but the ninth. */
    private static long variable(ByteBuffer in) throws IOException {
        long value = 0;
        for (int i = 0; i < 9; i++) {
            if (!in.hasRemaining()) {
                throw new IOException("bad SQLite database: a number has no end");
            }
            int b = in.get();
            if (i == 8) {
                return value << 8 | b & 0xff;
            }
            value = value << 7 | b & 0x7f;
            if (b >= 0) {
                break;
            }
        }
        return value;
    }

    private ByteBuffer page(long number) throws IOException {
        if (--pagesLeft < 0) {
            throw new IOException("bad SQLite database: its tables have more pages than the file");
        }
        return ByteBuffer.wrap(source.read((number - 1) * pageSize, pageSize)).limit(usable);
    }

    private static String text(byte[] column) {
        return new String(column, StandardCharsets.ISO_8859_1);
    }

    private static long number(byte[] column) {
        long value = 0;
        for (byte b : column) {
            value = value << 8 | b & 0xff;
        }
        return value;
    }
}
