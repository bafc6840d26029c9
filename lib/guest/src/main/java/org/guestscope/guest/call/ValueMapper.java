package org.guestscope.guest.call;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.guestscope.guest.catalogue.ActionDefinition;
import org.guestscope.guest.catalogue.FieldDefinition;
import org.guestscope.guest.catalogue.ParamKind;
import org.guestscope.guest.catalogue.ReturnKind;
import org.guestscope.guest.catalogue.StructDefinition;
import org.guestscope.guest.wire.Value;
import org.guestscope.guest.wire.WireException;
import org.jspecify.annotations.Nullable;

/** Converts arguments and results between what the action interfaces say in Java and what travels. */
public final class ValueMapper {

    private ValueMapper() {}

    /** An argument as a value. */
    public static Value argument(ParamKind kind, @Nullable Object argument) {
        if (argument == null || kind.isFile()) {
            return Value.NOTHING;
        }
        return switch (kind) {
            case BOOL -> new Value.Bool((Boolean) argument);
            case INT, INT64 -> new Value.Int(((Number) argument).longValue());
            case BUFFER -> new Value.Buffer((byte[]) argument);
            case STRING_LIST, DEVICE_LIST, NAME_LIST -> texts((List<?>) argument);
            default -> Value.Text.ofLatin1((String) argument);
        };
    }

    /**
     * A value as an argument.
     *
     * @throws WireException when the value is not of the kind
     */
    public static @Nullable Object argument(String name, ParamKind kind, Value value) throws WireException {
        if (kind == ParamKind.BOOL && value instanceof Value.Bool bool) {
            return bool.value();
        } else if (kind == ParamKind.INT
                && value instanceof Value.Int number
                && number.value() == (int) number.value()) {
            return (int) number.value();
        } else if (kind == ParamKind.INT64 && value instanceof Value.Int number) {
            return number.value();
        } else if (kind == ParamKind.BUFFER && value instanceof Value.Buffer buffer) {
            return buffer.bytes();
        } else if (kind == ParamKind.OPT_STRING && value == Value.NOTHING) {
            return null;
        } else if (kind.isList() && value instanceof Value.Texts texts) {
            return strings(texts);
        } else if (value instanceof Value.Text text && isText(kind)) {
            return text.latin1();
        }
        throw new WireException(
                "argument " + name,
                "a %s where a %s is wanted".formatted(value.getClass().getSimpleName(), kind));
    }

    private static boolean isText(ParamKind kind) {
        return switch (kind) {
            case STRING, OPT_STRING, PATH, DEVICE, MOUNTABLE, DEVICE_OR_PATH, MOUNTABLE_OR_PATH, KEY, GUID -> true;
            default -> false;
        };
    }

    /** What a method returned as a value. */
    public static Value result(ActionDefinition action, @Nullable Object result) throws ReflectiveOperationException {
        if (result == null) {
            return Value.NOTHING;
        }
        return switch (action.returns()) {
            case NOTHING -> Value.NOTHING;
            case BOOL -> new Value.Bool((Boolean) result);
            case INT, INT64 -> new Value.Int(((Number) result).longValue());
            case STRING, OPT_STRING -> text((String) result);
            case BUFFER -> new Value.Buffer((byte[]) result);
            case STRING_LIST -> texts((List<?>) result);
            case TABLE -> table(result instanceof Map<?, ?> map ? map.entrySet() : (List<?>) result);
            case STRUCT -> struct(result, accessors(result.getClass()));
            case STRUCT_LIST -> structs((List<?>) result);
        };
    }

    /**
     * A value as the interface's method returns it; checks that it is what the definition says.
     *
     * @throws WireException when it is not
     */
    public static @Nullable Object result(ActionDefinition action, Value value)
            throws WireException, ReflectiveOperationException {
        check(action, value);
        if (value instanceof Value.Bool bool) {
            return bool.value();
        } else if (value instanceof Value.Int number) {
            if (action.returns() == ReturnKind.INT) {
                return (int) number.value();
            }
            return number.value();
        } else if (value instanceof Value.Text text) {
            return text.latin1();
        } else if (value instanceof Value.Buffer buffer) {
            return buffer.bytes();
        } else if (value instanceof Value.Texts texts) {
            return strings(texts);
        } else if (value instanceof Value.Table table) {
            Map<String, String> rows = new LinkedHashMap<>();
            entries(table).forEach(row -> rows.put(row.getKey(), row.getValue()));
            return rows;
        } else if (value instanceof Value.Struct struct) {
            return record(action.returnedStruct(), struct);
        } else if (value instanceof Value.Structs structs) {
            List<Object> records = new ArrayList<>(structs.items().size());
            for (Value.Struct struct : structs.items()) {
                records.add(record(action.returnedStruct(), struct));
            }
            return records;
        }
        return null;
    }

    /**
     * Checks that a result is what its definition says.
     *
     * @throws WireException when it is not
     */
    public static void check(ActionDefinition action, Value value) throws WireException {
        boolean fits = switch (action.returns()) {
            case NOTHING -> value instanceof Value.Nothing;
            case BOOL -> value instanceof Value.Bool;
            case INT -> value instanceof Value.Int number && number.value() == (int) number.value();
            case INT64 -> value instanceof Value.Int;
            case STRING -> value instanceof Value.Text;
            case OPT_STRING -> value instanceof Value.Text || value instanceof Value.Nothing;
            case BUFFER -> value instanceof Value.Buffer;
            case STRING_LIST -> value instanceof Value.Texts;
            case TABLE -> value instanceof Value.Table;
            case STRUCT -> value instanceof Value.Struct struct && fits(action.returnedStruct(), struct);
            case STRUCT_LIST -> value instanceof Value.Structs structs && fits(action.returnedStruct(), structs);
        };
        if (!fits) {
            throw new WireException(
                    "reply to " + action.callName(),
                    "a %s where a %s is wanted".formatted(value.getClass().getSimpleName(), action.returns()));
        }
    }

    private static boolean fits(StructDefinition definition, Value.Structs structs) {
        for (Value.Struct struct : structs.items()) {
            if (!fits(definition, struct)) {
                return false;
            }
        }
        return true;
    }

    private static boolean fits(StructDefinition definition, Value.Struct struct) {
        List<FieldDefinition> fields = definition.fields();
        if (struct.fields().size() != fields.size()) {
            return false;
        }
        for (int i = 0; i < fields.size(); i++) {
            Value value = struct.fields().get(i);
            boolean fits = switch (fields.get(i).kind()) {
                case STRING, UUID -> value instanceof Value.Text;
                case BUFFER -> value instanceof Value.Buffer;
                case OPT_PERCENT -> value instanceof Value.Percent;
                case INT32 -> value instanceof Value.Int number && number.value() == (int) number.value();
                case UINT32 -> value instanceof Value.Int number && number.value() >>> Integer.SIZE == 0;
                case CHAR -> value instanceof Value.Int number && number.value() >>> Byte.SIZE == 0;
                case BYTES, INT64, UINT64 -> value instanceof Value.Int;
            };
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    /** A text ends at its first NUL byte, as in the C interface that scripts were written against. */
    private static Value.Text text(String string) {
        int nul = string.indexOf('\0');
        return Value.Text.ofLatin1(nul < 0 ? string : string.substring(0, nul));
    }

    private static Value.Texts texts(List<?> strings) {
        return new Value.Texts(view(strings, string -> text((String) string)));
    }

    /** Makes each value when it is asked for, so that those of a long list need not all be in memory at once. */
    private static <T> List<T> view(List<?> from, Function<Object, T> each) {
        return new AbstractList<>() {
            @Override
            public T get(int index) {
                return each.apply(from.get(index));
            }

            @Override
            public int size() {
                return from.size();
            }
        };
    }

    private static List<String> strings(Value.Texts texts) {
        List<String> strings = new ArrayList<>(texts.items().size());
        for (Value.Text text : texts.items()) {
            strings.add(text.latin1());
        }
        return strings;
    }

    /** The rows of a table in their order, a key as often as it stands there. */
    public static List<Map.Entry<String, String>> entries(Value.Table table) {
        List<Map.Entry<String, String>> entries = new ArrayList<>(table.rows().size());
        for (Value.Row row : table.rows()) {
            entries.add(Map.entry(row.key().latin1(), row.value().latin1()));
        }
        return entries;
    }

    private static Value.Table table(Collection<?> entries) {
        List<Value.Row> rows = new ArrayList<>(entries.size());
        for (Object each : entries) {
            Map.Entry<?, ?> entry = (Map.Entry<?, ?>) each;
            rows.add(new Value.Row(text((String) entry.getKey()), text((String) entry.getValue())));
        }
        return new Value.Table(rows);
    }

    private static Value.Structs structs(List<?> records) {
        if (records.isEmpty()) {
            return new Value.Structs(List.of());
        }
        List<Method> accessors = accessors(records.get(0).getClass());
        return new Value.Structs(view(records, each -> struct(each, accessors)));
    }

    /** Asked for once a list: the answer is made anew each time. */
    private static List<Method> accessors(Class<?> type) {
        List<Method> accessors = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            accessors.add(component.getAccessor());
        }
        return accessors;
    }

    private static Value.Struct struct(Object from, List<Method> accessors) {
        List<Value> fields = new ArrayList<>(accessors.size());
        for (Method accessor : accessors) {
            fields.add(field(valueOf(accessor, from)));
        }
        return new Value.Struct(fields);
    }

    private static Object valueOf(Method accessor, Object from) {
        try {
            return accessor.invoke(from);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(accessor + " cannot be called", e);
        }
    }

    private static Value field(Object value) {
        if (value instanceof String string) {
            return text(string);
        } else if (value instanceof byte[] bytes) {
            return new Value.Buffer(bytes);
        } else if (value instanceof Double percent) {
            return new Value.Percent(percent);
        } else if (value instanceof Character character) {
            return new Value.Int(character);
        }
        return new Value.Int(((Number) value).longValue());
    }

    private static Object record(StructDefinition definition, Value.Struct struct) throws ReflectiveOperationException {
        Constructor<?> constructor = Class.forName(definition.className()).getConstructors()[0];
        Class<?>[] types = constructor.getParameterTypes();
        Object[] arguments = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            arguments[i] = component(types[i], struct.fields().get(i));
        }
        return constructor.newInstance(arguments);
    }

    private static Object component(Class<?> type, Value value) {
        if (value instanceof Value.Text text) {
            return text.latin1();
        } else if (value instanceof Value.Buffer buffer) {
            return buffer.bytes();
        } else if (value instanceof Value.Percent percent) {
            return percent.value();
        }
        long number = ((Value.Int) value).value();
        if (type == char.class) {
            return (char) number;
        } else if (type == int.class) {
            return (int) number;
        }
        return number;
    }
}
