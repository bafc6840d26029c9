package org.guestscope.appliance.session;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.guestscope.guest.catalogue.ActionDefinition;
import org.guestscope.guest.catalogue.ParamDefinition;
import org.guestscope.guest.catalogue.ParamKind;
import org.guestscope.guest.catalogue.ReturnKind;
import org.guestscope.guest.wire.Value;

/** How calls and results look in a trace. Keys never show. */
final class TraceText {
    /** How much of a buffer is shown. */
    private static final int BUFFER_BYTES = 256;

    /** Characters that C writes with a letter of their own, and these letters. */
    private static final String CONTROLS = "\0\u0007\b\f\n\r\t\u000B";

    private static final String CONTROL_LETTERS = "0abfnrtv";

    private TraceText() {}

    /** {@code name "arg" 1 "option:value"}. */
    static String call(ActionDefinition action, List<Value> arguments, Map<String, Value> options) {
        StringBuilder text = new StringBuilder(action.callName());
        int next = 0;
        for (ParamDefinition param : action.params()) {
            if (!param.optional()) {
                text.append(' ').append(argument(param, arguments.get(next++)));
            } else if (options.containsKey(param.name())) {
                text.append(" \"")
                        .append(param.name())
                        .append(':')
                        .append(option(options.get(param.name())))
                        .append('"');
            }
        }
        return text.toString();
    }

    private static String argument(ParamDefinition param, Value value) {
        if (param.kind() == ParamKind.KEY) {
            return "\"***\"";
        } else if (param.kind().isFile()) {
            return value instanceof Value.Text file ? shown(file) : "\"stream\"";
        } else if (param.kind().isList()) {
            return '"' + option(value) + '"';
        } else if (value instanceof Value.Bool bool) {
            return String.valueOf(bool.value());
        }
        return value == Value.NOTHING ? "null" : shown(value);
    }

    private static String option(Value value) {
        if (value instanceof Value.Bool bool) {
            return String.valueOf(bool.value());
        } else if (value instanceof Value.Texts texts) {
            return texts.items().stream().map(Value.Text::latin1).collect(Collectors.joining(" "));
        }
        return value instanceof Value.Text text ? text.latin1() : shown(value);
    }

    /** {@code name = result}. */
    static String result(ActionDefinition action, Value value) {
        return action.callName() + " = " + returned(action, value);
    }

    private static String returned(ActionDefinition action, Value value) {
        if (value instanceof Value.Nothing) {
            return action.returns() == ReturnKind.OPT_STRING ? "\"NULL\"" : "0";
        } else if (value instanceof Value.Struct struct) {
            return "<struct guestfs_" + action.returnedStruct().name() + " = " + FieldText.of(action, struct, "", ", ")
                    + ">";
        } else if (value instanceof Value.Structs structs) {
            StringBuilder text = new StringBuilder(
                    "<struct guestfs_" + action.returnedStruct().name() + "_list("
                            + structs.items().size() + ")");
            String before = " = ";
            for (int i = 0; i < structs.items().size(); i++) {
                text.append(before)
                        .append('[')
                        .append(i)
                        .append("]{")
                        .append(FieldText.of(action, structs.items().get(i), "", ", "))
                        .append('}');
                before = " ";
            }
            return text.append('>').toString();
        }
        return shown(value);
    }

    /** {@code name = -1 (error)}, or {@code NULL} for what has no number. */
    static String failure(ActionDefinition action) {
        boolean number = switch (action.returns()) {
            case NOTHING, BOOL, INT, INT64 -> true;
            default -> false;
        };
        return action.callName() + " = " + (number ? "-1" : "NULL") + " (error)";
    }

    private static String shown(Value value) {
        if (value instanceof Value.Bool bool) {
            return bool.value() ? "1" : "0";
        } else if (value instanceof Value.Int number) {
            return String.valueOf(number.value());
        } else if (value instanceof Value.Text text) {
            return '"' + text.latin1() + '"';
        } else if (value instanceof Value.Buffer buffer) {
            return start(buffer.bytes());
        } else if (value instanceof Value.Texts texts) {
            return texts.items().stream().map(TraceText::shown).collect(Collectors.joining(", ", "[", "]"));
        } else if (value instanceof Value.Table table) {
            return table.rows().stream()
                    .map(row -> shown(row.key()) + ", " + shown(row.value()))
                    .collect(Collectors.joining(", ", "[", "]"));
        }
        throw new IllegalArgumentException("no trace of " + value);
    }

    /** Buffers may be long and are rarely text. */
    private static String start(byte[] bytes) {
        String text = '"' + FieldText.escaped(Arrays.copyOf(bytes, Math.min(bytes.length, BUFFER_BYTES))) + '"';
        return bytes.length > BUFFER_BYTES ? text + "<truncated, original size " + bytes.length + " bytes>" : text;
    }

    /** One line without control characters and without what is no ASCII. Quotes and backslashes stay as they are. */
    static String line(String text) {
        StringBuilder line = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (FieldText.isPrintable(c)) {
                line.append(c);
                continue;
            }
            int letter = CONTROLS.indexOf(c);
            line.append('\\').append(letter >= 0 ? CONTROL_LETTERS.charAt(letter) : "x" + Integer.toHexString(c));
        }
        return line.toString();
    }
}
