package org.guestscope.guest.wire;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Decodes what {@link ValueWriter} encodes, trusting nothing. */
public final class ValueReader {

    /** Structs hold plain fields only, and lists of structs hold structs: deeper nesting is a lie. */
    private static final int MAX_DEPTH = 2;

    private final String what;
    private final ByteBuffer bytes;

    /** Decodes an array; {@code what} names it in errors. */
    public ValueReader(String what, byte[] bytes) {
        this.what = what;
        this.bytes = ByteBuffer.wrap(bytes);
    }

    /** A number of 2 bytes, unsigned. */
    public int readShort() throws WireException {
        return Short.toUnsignedInt(need(Short.BYTES).getShort());
    }

    /** A number of 4 bytes. */
    public int readInt() throws WireException {
        return need(Integer.BYTES).getInt();
    }

    /** A number of 8 bytes. */
    public long readLong() throws WireException {
        return need(Long.BYTES).getLong();
    }

    /** A length of 4 bytes and so many bytes, at most {@code limit}. */
    public byte[] readBytes(int limit) throws WireException {
        int length = readInt();
        if (length < 0 || length > limit) {
            throw new WireException(what, "length %d, must be 0..%d".formatted(length, limit));
        }
        need(length);
        byte[] read = new byte[length];
        bytes.get(read);
        return read;
    }

    /** A value with its tag. */
    public Value read() throws WireException {
        return read(0);
    }

    /** Fails when bytes are left over. */
    public void end() throws WireException {
        if (bytes.hasRemaining()) {
            throw new WireException(what, bytes.remaining() + " bytes too many");
        }
    }

    private Value read(int depth) throws WireException {
        if (depth > MAX_DEPTH) {
            throw new WireException(what, "values nested too deeply");
        }
        int tag = need(1).get();
        return switch (tag) {
            case ValueWriter.NOTHING -> Value.NOTHING;
            case ValueWriter.BOOL -> new Value.Bool(need(1).get() != 0);
            case ValueWriter.INT -> new Value.Int(readLong());
            case ValueWriter.PERCENT -> new Value.Percent(Double.longBitsToDouble(readLong()));
            case ValueWriter.TEXT -> readText();
            case ValueWriter.BUFFER -> new Value.Buffer(readBytes(Limits.MESSAGE_BYTES));
            case ValueWriter.TEXTS -> readTexts();
            case ValueWriter.TABLE -> readTable();
            case ValueWriter.STRUCT -> readStruct(depth);
            case ValueWriter.STRUCTS -> readStructs(depth);
            default -> throw new WireException(what, "unknown tag " + tag);
        };
    }

    private Value.Text readText() throws WireException {
        byte[] text = readBytes(Limits.MESSAGE_BYTES);
        for (byte b : text) {
            if (b == 0) {
                throw new WireException(what, "a NUL byte in a text");
            }
        }
        return new Value.Text(text);
    }

    private Value readTexts() throws WireException {
        int count = readCount(Integer.BYTES);
        List<Value.Text> items = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            items.add(readText());
        }
        return new Value.Texts(items);
    }

    private Value readTable() throws WireException {
        int count = readCount(2 * Integer.BYTES);
        List<Value.Row> rows = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            rows.add(new Value.Row(readText(), readText()));
        }
        return new Value.Table(rows);
    }

    private Value.Struct readStruct(int depth) throws WireException {
        int count = readShort();
        List<Value> fields = new ArrayList<>(Math.min(count, bytes.remaining()));
        for (int i = 0; i < count; i++) {
            fields.add(read(depth + 1));
        }
        return new Value.Struct(fields);
    }

    private Value readStructs(int depth) throws WireException {
        int count = readCount(Short.BYTES);
        List<Value.Struct> items = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            items.add(readStruct(depth + 1));
        }
        return new Value.Structs(items);
    }

    /** A number of elements, of which each takes at least {@code least} bytes of what is left. */
    private int readCount(int least) throws WireException {
        int count = readInt();
        if (count < 0 || count > Limits.LIST_ELEMENTS || count > bytes.remaining() / least) {
            throw new WireException(what, "%d elements where %d bytes are left".formatted(count, bytes.remaining()));
        }
        return count;
    }

    private ByteBuffer need(int length) throws WireException {
        if (bytes.remaining() < length) {
            throw new WireException(what, "%d bytes wanted, %d left".formatted(length, bytes.remaining()));
        }
        return bytes;
    }
}
