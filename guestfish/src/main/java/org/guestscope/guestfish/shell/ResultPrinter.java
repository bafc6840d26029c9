package org.guestscope.guestfish.shell;

import java.io.IOException;
import java.util.List;
import org.guestscope.guest.call.ByteText;
import org.guestscope.guest.catalogue.ActionDefinition;
import org.guestscope.guest.catalogue.FieldDefinition;
import org.guestscope.guest.catalogue.FieldKind;
import org.guestscope.guest.catalogue.Radix;
import org.guestscope.guest.catalogue.ReturnKind;
import org.guestscope.guest.catalogue.StructDefinition;
import org.guestscope.guest.wire.Value;

/** Prints results by their kind. */
final class ResultPrinter {
    private final Output output;

    ResultPrinter(Output output) {
        this.output = output;
    }

    void print(ActionDefinition action, Value value) throws IOException {
        if (value instanceof Value.Nothing) {
            if (action.returns() == ReturnKind.OPT_STRING) {
                output.print("(null)\n");
            }
        } else if (value instanceof Value.Bool bool) {
            output.print(bool.value() ? "true\n" : "false\n");
        } else if (value instanceof Value.Int number) {
            output.print(number(action.radix(), number.value()) + "\n");
        } else if (value instanceof Value.Text text) {
            output.guestText(text.latin1() + "\n");
        } else if (value instanceof Value.Buffer buffer) {
            if (output.terminal()) {
                output.guestText(ByteText.of(buffer.bytes()));
            } else {
                output.write(buffer.bytes());
            }
        } else if (value instanceof Value.Texts texts) {
            for (Value.Text text : texts.items()) {
                output.guestText(text.latin1() + "\n");
            }
        } else if (value instanceof Value.Table table) {
            for (Value.Row row : table.rows()) {
                output.guestText(row.key().latin1() + ": " + row.value().latin1() + "\n");
            }
        } else if (value instanceof Value.Struct struct) {
            output.guestText(fields(action, struct, ""));
        } else if (value instanceof Value.Structs structs) {
            int index = 0;
            for (Value.Struct struct : structs.items()) {
                output.guestText("[" + index++ + "] = {\n" + fields(action, struct, "  ") + "}\n");
            }
        }
    }

    private static String number(Radix radix, long value) {
        return switch (radix) {
            case DECIMAL -> String.valueOf(value);
            case OCTAL -> value == 0 ? "0" : "0" + Long.toOctalString(value);
            case HEXADECIMAL -> value == 0 ? "0" : "0x" + Long.toHexString(value);
        };
    }

    private static String fields(ActionDefinition action, Value.Struct struct, String indent) {
        StructDefinition definition = action.struct();
        if (definition == null) {
            throw new IllegalStateException(action.name() + " returns a struct that it does not define");
        }
        StringBuilder text = new StringBuilder();
        List<FieldDefinition> fields = definition.fields();
        for (int i = 0; i < fields.size(); i++) {
            text.append(indent)
                    .append(fields.get(i).name())
                    .append(": ")
                    .append(field(fields.get(i).kind(), struct.fields().get(i)))
                    .append('\n');
        }
        return text.toString();
    }

    private static String field(FieldKind kind, Value value) {
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

    /** C's isprint stays; everything else, but not the backslash itself, is escaped. */
    private static String escaped(byte[] bytes) {
        StringBuilder text = new StringBuilder(bytes.length);
        for (byte b : bytes) {
            int c = b & 0xFF;
            if (c >= 0x20 && c < 0x7F) {
                text.append((char) c);
            } else {
                text.append("\\x").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 0xF, 16));
            }
        }
        return text.toString();
    }

    /** C's {@code %g}: six significant digits, no trailing zeros. */
    private static String shortest(double value) {
        java.math.BigDecimal rounded = new java.math.BigDecimal(value).round(new java.math.MathContext(6));
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}
