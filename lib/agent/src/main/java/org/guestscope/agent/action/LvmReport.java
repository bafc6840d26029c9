package org.guestscope.agent.action;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.guestscope.agent.child.Child;
import org.guestscope.agent.child.ChildException;
import org.guestscope.guest.catalogue.Field;
import org.guestscope.guest.catalogue.FieldKind;

/** Reads a report of lvm into records: a record's components are named as the report's columns. */
final class LvmReport<T> {

    /** Cannot occur in a name or a tag. */
    private static final String SEPARATOR = "|";

    private final String command;
    private final RecordComponent[] components;
    private final Constructor<T> constructor;

    /** Makes the command. */
    @FunctionalInterface
    interface Lvm {
        Child command(String name, String... arguments);
    }

    LvmReport(String command, Class<T> type) throws IOException {
        this.command = command;
        this.components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        for (int i = 0; i < types.length; i++) {
            types[i] = components[i].getType();
        }
        try {
            this.constructor = type.getDeclaredConstructor(types);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(type + " is not a record", e);
        }
    }

    List<T> read(Lvm lvm) throws IOException {
        List<String> columns = new ArrayList<>();
        for (RecordComponent component : components) {
            columns.add(component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT));
        }
        List<T> rows = new ArrayList<>();
        Child child = lvm.command(command, "--noheadings", "--nosuffix", "--units", "b", "--separator", SEPARATOR);
        for (String line : child.add("-o", String.join(",", columns)).require().lines()) {
            String[] cells = line.strip().split("\\" + SEPARATOR, -1);
            if (cells.length != components.length) {
                throw new ChildException(
                        "%s tells %d columns, must be %d".formatted(command, cells.length, components.length));
            }
            rows.add(row(cells));
        }
        return rows;
    }

    private T row(String[] cells) throws IOException {
        Object[] values = new Object[cells.length];
        for (int i = 0; i < cells.length; i++) {
            values[i] = value(components[i], cells[i]);
        }
        try {
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a row of " + command, e);
        }
    }

    private static Object value(RecordComponent component, String cell) throws IOException {
        Class<?> type = component.getType();
        try {
            if (type == double.class) {
                return cell.isEmpty() ? -1.0 : Double.parseDouble(cell);
            } else if (type == long.class) {
                return number(cell);
            }
        } catch (NumberFormatException e) {
            throw new ChildException("%s is %s, not a number".formatted(component.getName(), cell));
        }
        Field field = component.getAnnotation(Field.class);
        return field != null && field.value() == FieldKind.UUID ? cell.replace("-", "") : cell;
    }

    private static long number(String cell) {
        return switch (cell) {
            case "", "unmanaged", "undefined" -> -1;
            case "auto" -> 0;
            default -> Long.parseLong(cell);
        };
    }
}
