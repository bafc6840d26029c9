package org.guestscope.live;

import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.guestscope.live.jna.LibvirtDomain;
import org.jspecify.annotations.Nullable;

/**
 * Decodes {@code virTypedParameter} arrays.
 *
 * @see <a href="https://libvirt.org/html/libvirt-libvirt-common.html#virTypedParameter">virTypedParameter</a>
 */
final class TypedParameters {

    /** The largest answer decoded, in parameters: a domain with 700 vCPUs and as many disks stays below it. */
    static final int MAX_PARAMETERS = 1 << 16;

    private static final int INT = 1;
    private static final int UINT = 2;
    private static final int LLONG = 3;
    private static final int ULLONG = 4;
    private static final int DOUBLE = 5;
    private static final int BOOLEAN = 6;
    private static final int STRING = 7;

    private TypedParameters() {}

    /** Every parameter by its name: a {@code Long}, {@code Double}, {@code Boolean} or {@code String}. */
    static Map<String, Object> decode(Pointer params, int count) {
        Map<String, Object> values = new LinkedHashMap<>();
        int bounded = Math.min(count, MAX_PARAMETERS);
        byte[] bytes = params.getByteArray(0, bounded * LibvirtDomain.TYPED_PARAMETER_BYTES);
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
        for (int i = 0; i < bounded; i++) {
            int base = i * LibvirtDomain.TYPED_PARAMETER_BYTES;
            int at = base + LibvirtDomain.TYPED_PARAMETER_VALUE;
            String name = name(bytes, base);
            int type = buffer.getInt(base + LibvirtDomain.TYPED_PARAMETER_TYPE);
            switch (type) {
                case INT, UINT, LLONG, ULLONG -> values.put(name, number(buffer, type, at));
                case DOUBLE -> values.put(name, buffer.getDouble(at));
                case BOOLEAN -> values.put(name, buffer.get(at) != 0);
                case STRING -> {
                    String text = text(params, type, at);
                    if (text != null) {
                        values.put(name, text);
                    }
                }
                default -> {} // a type younger than this release
            }
        }
        return values;
    }

    /** The value at {@code at} as a whole number; {@link Figures#ABSENT} when its type is not one. */
    static long number(ByteBuffer buffer, int type, int at) {
        return switch (type) {
            case INT -> buffer.getInt(at);
            case UINT -> Integer.toUnsignedLong(buffer.getInt(at));
            case LLONG, ULLONG -> buffer.getLong(at);
            case BOOLEAN -> buffer.get(at) != 0 ? 1 : 0;
            case DOUBLE -> (long) buffer.getDouble(at);
            default -> Figures.ABSENT;
        };
    }

    /** A copy of the string at {@code at}, which lives as long as the record; null when it is none. */
    static @Nullable String text(Pointer params, int type, int at) {
        if (type != STRING) {
            return null;
        }
        Pointer text = params.getPointer(at);
        return text == null ? null : text.getString(0, "UTF-8");
    }

    private static String name(byte[] bytes, int base) {
        int end = base;
        int limit = base + LibvirtDomain.VIR_TYPED_PARAM_FIELD_LENGTH;
        while (end < limit && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, base, end - base, StandardCharsets.UTF_8);
    }
}
