package org.guestscope.agent.inspect.registry;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A value of a key.
 *
 * @param name the value's name; empty for the key's default
 * @param type a {@code REG_*} number of {@code winnt.h}
 * @param data the bytes as they stand in the hive
 */
public record HiveValue(String name, int type, byte[] data) {

    private static final int REG_SZ = 1;
    private static final int REG_EXPAND_SZ = 2;
    private static final int REG_BINARY = 3;
    private static final int REG_DWORD = 4;

    /** The text of a text value, without the zero at its end; empty for other types. */
    public String text() {
        if (type != REG_SZ && type != REG_EXPAND_SZ) {
            return "";
        }
        String text = new String(data, StandardCharsets.UTF_16LE);
        int end = text.indexOf('\0');
        return end < 0 ? text : text.substring(0, end);
    }

    /** Whether the value is bytes without further meaning. */
    public boolean isBinary() {
        return type == REG_BINARY;
    }

    /** The number of a 32-bit value, or -1 for other types. */
    public int number() {
        if (type != REG_DWORD || data.length < Integer.BYTES) {
            return -1;
        }
        return ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN).getInt();
    }
}
