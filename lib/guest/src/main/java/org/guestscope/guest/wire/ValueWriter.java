package org.guestscope.guest.wire;

/** Encodes values: a tag byte, then what the tag says, numbers big-endian. */
public final class ValueWriter {

    static final int NOTHING = 0;
    static final int BOOL = 1;
    static final int INT = 2;
    static final int PERCENT = 3;
    static final int TEXT = 4;
    static final int BUFFER = 5;
    static final int TEXTS = 6;
    static final int TABLE = 7;
    static final int STRUCT = 8;
    static final int STRUCTS = 9;

    private final Message out = new Message();

    /** What has been written, which grows with what still is. */
    public Message message() {
        return out;
    }

    /** A number of 2 bytes. */
    public void writeShort(int value) {
        out.write(value >>> 8);
        out.write(value);
    }

    /** A number of 4 bytes. */
    public void writeInt(int value) {
        writeShort(value >>> 16);
        writeShort(value);
    }

    /** A number of 8 bytes. */
    public void writeLong(long value) {
        writeInt((int) (value >>> 32));
        writeInt((int) value);
    }

    /** A length of 4 bytes and so many bytes. */
    public void writeBytes(byte[] bytes) {
        writeInt(bytes.length);
        out.write(bytes);
    }

    /** A value with its tag. */
    public void write(Value value) {
        if (value instanceof Value.Text text) {
            out.write(TEXT);
            writeBytes(text.bytes());
        } else if (value instanceof Value.Int number) {
            out.write(INT);
            writeLong(number.value());
        } else if (value instanceof Value.Bool bool) {
            out.write(BOOL);
            out.write(bool.value() ? 1 : 0);
        } else if (value instanceof Value.Buffer buffer) {
            out.write(BUFFER);
            writeBytes(buffer.bytes());
        } else if (value instanceof Value.Texts texts) {
            out.write(TEXTS);
            writeInt(texts.items().size());
            for (Value.Text text : texts.items()) {
                writeBytes(text.bytes());
            }
        } else if (value instanceof Value.Table table) {
            out.write(TABLE);
            writeInt(table.rows().size());
            for (Value.Row row : table.rows()) {
                writeBytes(row.key().bytes());
                writeBytes(row.value().bytes());
            }
        } else if (value instanceof Value.Struct struct) {
            out.write(STRUCT);
            writeFields(struct);
        } else if (value instanceof Value.Structs structs) {
            out.write(STRUCTS);
            writeInt(structs.items().size());
            for (Value.Struct struct : structs.items()) {
                writeFields(struct);
            }
        } else if (value instanceof Value.Percent percent) {
            out.write(PERCENT);
            writeLong(Double.doubleToLongBits(percent.value()));
        } else {
            out.write(NOTHING);
        }
    }

    private void writeFields(Value.Struct struct) {
        writeShort(struct.fields().size());
        for (Value field : struct.fields()) {
            write(field);
        }
    }
}
