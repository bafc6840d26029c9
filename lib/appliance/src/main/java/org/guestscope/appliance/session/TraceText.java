package org.guestscope.appliance.session;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.guestscope.guest.catalogue.ActionDefinition;
import org.guestscope.guest.catalogue.ParamDefinition;
import org.guestscope.guest.catalogue.ParamKind;
import org.guestscope.guest.wire.Value;

/** How calls and results look in a trace. Keys never show. */
final class TraceText {
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
        }
        if (param.kind().isFile()) {
            return "\"stream\"";
        }
        if (param.kind() == ParamKind.STRING_LIST || param.kind() == ParamKind.DEVICE_LIST) {
            return "\"" + option(value) + "\"";
        }
        if (value instanceof Value.Bool bool) {
            return String.valueOf(bool.value());
        }
        return value == Value.NOTHING ? "null" : shown(value);
    }

    private static String option(Value value) {
        if (value instanceof Value.Bool bool) {
            return String.valueOf(bool.value());
        }
        if (value instanceof Value.Texts texts) {
            return texts.items().stream().map(Value.Text::latin1).collect(Collectors.joining(" "));
        }
        return value instanceof Value.Text text ? text.latin1() : shown(value);
    }

    /** {@code name = result}. */
    static String result(ActionDefinition action, Value value) {
        return action.callName() + " = " + shown(value);
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
        if (value instanceof Value.Nothing) {
            return "0";
        } else if (value instanceof Value.Bool bool) {
            return bool.value() ? "1" : "0";
        } else if (value instanceof Value.Int number) {
            return String.valueOf(number.value());
        } else if (value instanceof Value.Percent percent) {
            return String.valueOf(percent.value());
        } else if (value instanceof Value.Text text) {
            return '"' + text.latin1() + '"';
        } else if (value instanceof Value.Buffer buffer) {
            return '"' + escaped(buffer.bytes()) + '"';
        } else if (value instanceof Value.Texts texts) {
            return texts.items().stream().map(TraceText::shown).collect(Collectors.joining(", ", "[", "]"));
        } else if (value instanceof Value.Table table) {
            return table.rows().stream()
                    .map(row -> shown(row.key()) + ", " + shown(row.value()))
                    .collect(Collectors.joining(", ", "[", "]"));
        } else if (value instanceof Value.Struct struct) {
            return struct.fields().stream().map(TraceText::shown).collect(Collectors.joining(", ", "<", ">"));
        }
        return ((Value.Structs) value)
                .items().stream().map(TraceText::shown).collect(Collectors.joining(", ", "[", "]"));
    }

    /** Buffers may be long and are rarely text. */
    private static String escaped(byte[] bytes) {
        final int most = 256;
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.min(bytes.length, most); i++) {
            int b = bytes[i] & 0xFF;
            if (b >= 0x20 && b < 0x7F && b != '"' && b != '\\') {
                text.append((char) b);
            } else {
                text.append(String.format("\\x%02x", b));
            }
        }
        return bytes.length > most ? text + "<truncated, original size " + bytes.length + " bytes>" : text.toString();
    }
}
