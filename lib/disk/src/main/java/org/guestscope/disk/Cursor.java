package org.guestscope.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Reads one on-disk structure field by field, in the order of its specification.
 *
 * <p>It knows the device, where the structure stands on it, the structure's name and its byte order, so that every
 * failure can say all four. Unsigned fields come back in the next wider type; a 64-bit field comes back as it is, and
 * callers that need a count or an offset use {@link #u63}, which refuses values above {@link Long#MAX_VALUE}.
 */
public final class Cursor {

    /** The largest structure read in one piece; on-disk structures are a few KiB, LVM's text metadata the largest. */
    public static final int MAX_STRUCTURE_BYTES = 16 << 20;

    private final BlockDevice device;
    private final long base;
    private final String structure;
    private final ByteBuffer bytes;

    /** Where the field read last begins, for errors about it. */
    private int field;

    private Cursor(BlockDevice device, long base, String structure, ByteBuffer bytes) {
        this.device = device;
        this.base = base;
        this.structure = structure;
        this.bytes = bytes;
    }

    /**
     * Reads {@code length} bytes at {@code offset} of {@code device}.
     *
     * @throws DiskFormatException when the device ends before the structure does
     */
    public static Cursor read(BlockDevice device, long offset, int length, ByteOrder order, String structure)
            throws IOException {
        if (length < 0 || length > MAX_STRUCTURE_BYTES) {
            throw DiskFormatException.bad(
                    device.name(),
                    offset,
                    structure,
                    "length %d, must be 0..%d".formatted(length, MAX_STRUCTURE_BYTES));
        }
        if (offset < 0 || offset > device.size() || length > device.size() - offset) {
            throw DiskFormatException.bad(
                    device.name(),
                    offset,
                    structure,
                    "%d bytes wanted, device ends at 0x%x".formatted(length, device.size()));
        }
        ByteBuffer buffer = ByteBuffer.allocate(length);
        device.read(offset, buffer);
        buffer.flip();
        return new Cursor(device, offset, structure, buffer.order(order));
    }

    /** A cursor over bytes that are in memory already; {@code offset} says where on the device they came from. */
    public static Cursor over(BlockDevice device, long offset, byte[] bytes, ByteOrder order, String structure) {
        return new Cursor(device, offset, structure, ByteBuffer.wrap(bytes).order(order));
    }

    /** The next byte, 0..255. */
    public int u8() throws DiskFormatException {
        need(1);
        return Byte.toUnsignedInt(bytes.get());
    }

    /** The next 16-bit field, 0..65535. */
    public int u16() throws DiskFormatException {
        need(2);
        return Short.toUnsignedInt(bytes.getShort());
    }

    /** The next 32-bit field, 0..2^32-1. */
    public long u32() throws DiskFormatException {
        need(4);
        return Integer.toUnsignedLong(bytes.getInt());
    }

    /** The next 32-bit field as signed. */
    public int s32() throws DiskFormatException {
        need(4);
        return bytes.getInt();
    }

    /** The next 64-bit field, its bits as they are. */
    public long u64() throws DiskFormatException {
        need(8);
        return bytes.getLong();
    }

    /**
     * The next 64-bit field as a count or an offset.
     *
     * @throws DiskFormatException.Bad when its highest bit is set
     */
    public long u63(String field) throws DiskFormatException {
        long value = u64();
        if (value < 0) {
            throw bad(field, "0x%x, must be below 2^63".formatted(value));
        }
        return value;
    }

    /** The next {@code length} bytes. */
    public byte[] bytes(int length) throws DiskFormatException {
        need(length);
        byte[] value = new byte[length];
        bytes.get(value);
        return value;
    }

    /** The next {@code length} bytes up to the first NUL, as a label or name whose encoding is still the caller's. */
    public byte[] text(int length) throws DiskFormatException {
        byte[] value = bytes(length);
        int end = 0;
        while (end < length && value[end] != 0) {
            end++;
        }
        return Arrays.copyOf(value, end);
    }

    /** Passes over {@code length} bytes; the call's argument spells the skipped fields' widths. */
    public Cursor skip(int length) throws DiskFormatException {
        need(length);
        bytes.position(bytes.position() + length);
        return this;
    }

    /** Continues at {@code offset} bytes from the structure's start. */
    public Cursor at(int offset) throws DiskFormatException {
        if (offset < 0 || offset > bytes.limit()) {
            throw DiskFormatException.bad(
                    device.name(),
                    base,
                    structure,
                    "field offset %d, structure has %d".formatted(offset, bytes.limit()));
        }
        bytes.position(offset);
        field = offset;
        return this;
    }

    /** A cursor over the next {@code length} bytes alone, whose failures still name their place on the device. */
    public Cursor slice(int length) throws DiskFormatException {
        need(length);
        ByteBuffer part = bytes.slice(bytes.position(), length).order(bytes.order());
        return new Cursor(device, base + bytes.position(), structure, part);
    }

    /** Bytes from the structure's start to the next field. */
    public int position() {
        return bytes.position();
    }

    /** Bytes left in the structure. */
    public int remaining() {
        return bytes.remaining();
    }

    /**
     * A corrupt-field error at the field just read, or where {@link #at} moved to since: {@code name: bad structure at
     * 0x..: field why}.
     */
    public DiskFormatException.Bad bad(String name, String why) {
        return DiskFormatException.bad(device.name(), base + field, structure, name + " " + why);
    }

    /** An error that says this is valid, but not handled here. */
    public DiskFormatException.Unsupported unsupported(String why) {
        return DiskFormatException.unsupported(device.name(), structure, why);
    }

    private void need(int length) throws DiskFormatException {
        if (length < 0 || bytes.remaining() < length) {
            throw DiskFormatException.bad(
                    device.name(),
                    base + bytes.position(),
                    structure,
                    "%d bytes wanted, %d left".formatted(length, bytes.remaining()));
        }
        field = bytes.position();
    }
}
