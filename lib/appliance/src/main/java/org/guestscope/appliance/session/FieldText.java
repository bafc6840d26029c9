package org.guestscope.appliance.session;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import org.guestscope.guest.catalogue.ActionDefinition;
import org.guestscope.guest.catalogue.FieldDefinition;
import org.guestscope.guest.catalogue.FieldKind;
import org.guestscope.guest.wire.Value;

/** How the fields of structs look, in results and in traces. */
public final class FieldText {
    private FieldText() {}

    /** All fields of a struct that {@code action} returns, each between {@code before} and {@code after}. */
    public static String of(ActionDefinition action, Value.Struct struct, String before, String after) {
        StringBuilder text = new StringBuilder();
        List<FieldDefinition> fields = action.returnedStruct().fields();
        for (int i = 0; i < fields.size(); i++) {
            text.append(before)
                    .append(fields.get(i).name())
                    .append(": ")
                    .append(of(fields.get(i).kind(), struct.fields().get(i)))
                    .append(after);
        }
        return text.toString();
    }

    /** A field's value by its kind; texts are raw. */
    private static String of(FieldKind kind, Value value) {
        if (value instanceof Value.Text text) {
            return text.latin1();
        } else if (value instanceof Value.Buffer buffer) {
            return escaped(buffer.bytes());
        } else if (value instanceof Value.Percent percent) {
            return percent.value() < 0 ? "" : shortest(percent.value()) + " %";
        } else if (value instanceof Value.Int number) {
            return switch (kind) {
                case CHAR -> String.valueOf((char) (number.value() & 0xFF));
                case UINT64 -> Long.toUnsignedString(number.value());
                default -> String.valueOf(number.value());
            };
        }
        throw new IllegalStateException("a field of kind " + kind + " holds " + value);
    }

    /** Bytes that are not printable ASCII are escaped, the backslash itself is not. */
    static String escaped(byte[] bytes) {
        StringBuilder text = new StringBuilder(bytes.length);
        for (byte b : bytes) {
            int c = b & 0xFF;
            if (isPrintable((char) c)) {
                text.append((char) c);
            } else {
                text.append("\\x").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 0xF, 16));
            }
        }
        return text.toString();
    }

    /** What C's isprint says in its plain locale. */
    static boolean isPrintable(char c) {
        return c >= 0x20 && c < 0x7F;
    }

    /** C's {@code %g}: six significant digits, no trailing zeros. */
    private static String shortest(double value) {
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(6));
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}
