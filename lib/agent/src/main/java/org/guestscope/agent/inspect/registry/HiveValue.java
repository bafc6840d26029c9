package org.guestscope.agent.inspect.registry;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

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
    private static final int REG_LINK = 6;

    /** The text of a text value, up to its first zero; {@code null} for other types and for what is no UTF-16. */
    public @Nullable String text() {
        if (type != REG_SZ && type != REG_EXPAND_SZ && type != REG_LINK) {
            return null;
        }
        int length = 0;
        while (length + 1 < data.length && (data[length] | data[length + 1]) != 0) {
            length += 2;
        }
        try {
            return StandardCharsets.UTF_16LE
                    .newDecoder()
                    .decode(ByteBuffer.wrap(data, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
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
