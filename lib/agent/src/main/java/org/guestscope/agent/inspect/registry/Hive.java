package org.guestscope.agent.inspect.registry;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.guestscope.agent.inspect.file.ByteSource;
import org.jspecify.annotations.Nullable;

/**
 * A registry hive, opened for reading. Cells are read when they are asked for, so a large hive costs no memory.
 *
 * @see <a href="https://github.com/msuhanov/regf/blob/master/Windows%20registry%20file%20format%20specification.md">
 *     Windows registry file format specification</a>
 */
public final class Hive implements AutoCloseable {

    private static final int BASE_BLOCK = 4096;
    private static final int SIGNATURE = 0x66676572;
    private static final int ROOT_CELL = 36;

    /** Larger cells are not made by Windows: longer data is split into segments. */
    private static final int LARGEST_CELL = 1 << 20;

    /** Data of one value that is worth reading. */
    private static final int LARGEST_VALUE = 1 << 20;

    private static final int SEGMENT = 16344;

    /** Subkeys or values of one key; the largest real ones ({@code Classes}, {@code Components}) have some 10,000. */
    private static final int MOST_ENTRIES = 100_000;

    /** Cells that one opened hive may be asked for: a loop that a hostile hive builds ends here. */
    private static final int MOST_CELLS = 2_000_000;

    /** Bytes of all those cells; the keys that an inspection walks through have some megabytes. */
    private static final long MOST_BYTES = 1L << 30;

    private static final int NK = 0x6b6e;
    private static final int VK = 0x6b76;
    private static final int LF = 0x666c;
    private static final int LH = 0x686c;
    private static final int LI = 0x696c;
    private static final int RI = 0x6972;
    private static final int DB = 0x6264;
    private static final int NONE = -1;

    private final ByteSource source;
    private int cellsRead;
    private long bytesRead;

    private Hive(ByteSource source) {
        this.source = source;
    }

    /** Opens a hive; closing it closes the source, and so does a refusal. */
    public static Hive open(ByteSource source) throws IOException {
        try {
            requireHive(source);
        } catch (IOException e) {
            source.close();
            throw e;
        }
        return new Hive(source);
    }

    private static void requireHive(ByteSource source) throws IOException {
        if (source.size() < BASE_BLOCK) {
            throw new HiveFormatException("not a registry hive: %d bytes long".formatted(source.size()));
        }
        int signature = little(source.read(0, Integer.BYTES)).getInt();
        if (signature != SIGNATURE) {
            throw new HiveFormatException(
                    "not a registry hive: begins with %#x instead of \"regf\"".formatted(signature));
        }
    }

    /** The key at the top. */
    public Key root() throws IOException {
        return key(little(source.read(ROOT_CELL, Integer.BYTES)).getInt());
    }

    /** The key below the top along names, in any case, or {@code null}. */
    public @Nullable Key find(String... names) throws IOException {
        Key key = root();
        for (String name : names) {
            key = key.child(name);
            if (key == null) {
                return null;
            }
        }
        return key;
    }

    @Override
    public void close() {
        source.close();
    }

    /** A key (an {@code nk} cell). */
    public final class Key {

        private final String name;
        private final int subkeys;
        private final int subkeyList;
        private final int values;
        private final int valueList;

        /** Fields in the order of the cell. */
        private Key(int offset) throws IOException {
            ByteBuffer cell = cell(offset, "nk", 76);
            require(cell.getShort(0) == NK, offset, "is no key");
            int flags = cell.getShort(2);
            subkeys = count(cell.getInt(20), offset);
            subkeyList = cell.getInt(28);
            values = count(cell.getInt(36), offset);
            valueList = cell.getInt(40);
            name = cellName(cell, 76, Short.toUnsignedInt(cell.getShort(72)), (flags & 0x20) != 0, offset);
        }

        /** The key's own name. */
        public String name() {
            return name;
        }

        /** The keys below this one, in the hive's order. */
        public List<Key> children() throws IOException {
            List<Integer> offsets = new ArrayList<>();
            if (subkeys > 0 && subkeyList != NONE) {
                collect(subkeyList, offsets, true);
            }
            List<Key> children = new ArrayList<>();
            for (int offset : offsets) {
                children.add(key(offset));
            }
            return children;
        }

        /** The key below this one with a name, in any case, or {@code null}. */
        public @Nullable Key child(String wanted) throws IOException {
            List<Integer> offsets = new ArrayList<>();
            if (subkeys > 0 && subkeyList != NONE) {
                collect(subkeyList, offsets, true);
            }
            for (int offset : offsets) {
                Key child = key(offset);
                if (child.name.equalsIgnoreCase(wanted)) {
                    return child;
                }
            }
            return null;
        }

        /** The values of this key. */
        public List<HiveValue> values() throws IOException {
            List<HiveValue> found = new ArrayList<>();
            if (values == 0 || valueList == NONE) {
                return found;
            }
            ByteBuffer list = cell(valueList, "value list", values * Integer.BYTES);
            for (int i = 0; i < values; i++) {
                found.add(valueAt(list.getInt(i * Integer.BYTES)));
            }
            return found;
        }

        /** The value with a name, in any case, or {@code null}. */
        public @Nullable HiveValue value(String wanted) throws IOException {
            for (HiveValue value : values()) {
                if (value.name().equalsIgnoreCase(wanted)) {
                    return value;
                }
            }
            return null;
        }

        /** The text of a value, or {@code null} when there is no such value or it is no text. */
        public @Nullable String text(String wanted) throws IOException {
            HiveValue value = value(wanted);
            return value == null ? null : value.text();
        }
    }

    private Key key(int offset) throws IOException {
        return new Key(offset);
    }

    /** Gathers subkeys' offsets; an index root points to lists and not to further roots. */
    private void collect(int list, List<Integer> offsets, boolean rootAllowed) throws IOException {
        ByteBuffer cell = cell(list, "subkey list", 4);
        int kind = cell.getShort(0);
        int count = Short.toUnsignedInt(cell.getShort(2));
        int width = kind == LF || kind == LH ? 8 : 4;
        require(width * count <= cell.limit() - 4, list, "has more entries than room");
        require(kind == LF || kind == LH || kind == LI || kind == RI && rootAllowed, list, "is no list of subkeys");
        for (int i = 0; i < count; i++) {
            int offset = cell.getInt(4 + i * width);
            if (kind == RI) {
                collect(offset, offsets, false);
            } else {
                require(offsets.size() < MOST_ENTRIES, list, "lists too many subkeys");
                offsets.add(offset);
            }
        }
    }

    private HiveValue valueAt(int offset) throws IOException {
        ByteBuffer cell = cell(offset, "vk", 20);
        require(cell.getShort(0) == VK, offset, "is no value");
        int nameLength = Short.toUnsignedInt(cell.getShort(2));
        int size = cell.getInt(4);
        int data = cell.getInt(8);
        int type = cell.getInt(12);
        boolean oneByte = (cell.getShort(16) & 1) != 0;
        return new HiveValue(cellName(cell, 20, nameLength, oneByte, offset), type, data(size, data, offset));
    }

    /** The data of a value: in place of the offset when it fits there, else in a cell, else in segments. */
    private byte[] data(int size, int data, int offset) throws IOException {
        if (size < 0) {
            int length = size & Integer.MAX_VALUE;
            require(length <= Integer.BYTES, offset, "has more data than fits in place");
            byte[] bytes = new byte[length];
            little(ByteBuffer.allocate(4)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .putInt(data)
                            .array())
                    .get(bytes);
            return bytes;
        } else if (size == 0) {
            return new byte[0];
        }
        require(size <= LARGEST_VALUE, offset, "has too much data");
        ByteBuffer cell = cell(data, "data", Math.min(size, 8));
        if (size > SEGMENT && cell.limit() < size) {
            return segments(cell, size, data);
        }
        require(cell.limit() >= size, offset, "has more data than room");
        byte[] bytes = new byte[size];
        cell.get(0, bytes);
        return bytes;
    }

    private byte[] segments(ByteBuffer header, int size, int offset) throws IOException {
        require(header.getShort(0) == DB, offset, "is neither data nor segments of it");
        int count = Short.toUnsignedInt(header.getShort(2));
        ByteBuffer list = cell(header.getInt(4), "segment list", count * Integer.BYTES);
        ByteBuffer bytes = ByteBuffer.allocate(size);
        for (int i = 0; i < count && bytes.hasRemaining(); i++) {
            int length = Math.min(SEGMENT, bytes.remaining());
            ByteBuffer segment = cell(list.getInt(i * Integer.BYTES), "segment", length);
            bytes.put(segment.slice(0, length));
        }
        require(!bytes.hasRemaining(), offset, "has too few segments");
        return bytes.array();
    }

    /** The contents of a cell, without its size. */
    private ByteBuffer cell(int offset, String what, int atLeast) throws IOException {
        require(++cellsRead <= MOST_CELLS, offset, "comes after more cells than any hive needs");
        require(offset >= 0, offset, "(" + what + ") lies outside the hive");
        long at = BASE_BLOCK + (long) offset;
        require(at <= source.size() - Integer.BYTES, offset, "(" + what + ") lies outside the hive");
        int length =
                Math.abs(Math.max(little(source.read(at, Integer.BYTES)).getInt(), -Integer.MAX_VALUE)) - Integer.BYTES;
        require(
                length >= atLeast && length <= LARGEST_CELL && length <= source.size() - Integer.BYTES - at,
                offset,
                "(" + what + ") has a wrong size");
        bytesRead += length;
        require(bytesRead <= MOST_BYTES, offset, "comes after more bytes than any hive needs");
        return little(source.read(at + Integer.BYTES, length));
    }

    private static String cellName(ByteBuffer cell, int at, int length, boolean oneByte, int offset)
            throws HiveFormatException {
        require(length <= cell.limit() - at, offset, "has a name that does not fit");
        byte[] bytes = new byte[length];
        cell.get(at, bytes);
        return new String(bytes, oneByte ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_16LE);
    }

    private static int count(int count, int offset) throws HiveFormatException {
        require(count >= 0 && count <= MOST_ENTRIES, offset, "has too many entries");
        return count;
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void require(boolean condition, int offset, String fault) throws HiveFormatException {
        if (!condition) {
            throw new HiveFormatException("bad registry hive: the cell at %#x %s".formatted(offset, fault));
        }
    }
}
