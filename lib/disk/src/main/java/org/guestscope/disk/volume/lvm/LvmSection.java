package org.guestscope.disk.volume.lvm;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.guestscope.disk.DiskFormatException;

/**
 * One section of LVM's text metadata; its getters refuse keys that are missing or of another type.
 *
 * @param source the device it was read from, and {@code offset} where the text begins there
 * @param name the section's own key
 * @param entries sections, Longs, Strings and Lists of the latter two, in the text's order
 */
record LvmSection(String source, long offset, String name, Map<String, Object> entries) {

    boolean has(String key) {
        return entries.containsKey(key);
    }

    LvmSection section(String key) throws DiskFormatException {
        return get(key, LvmSection.class, "a section");
    }

    /** A count, which is never negative. */
    long number(String key) throws DiskFormatException {
        long value = get(key, Long.class, "a number");
        if (value < 0) {
            throw bad(key, "is %d, must not be negative".formatted(value));
        }
        return value;
    }

    /** A count, or {@code absent} when the key is missing. */
    long number(String key, long absent) throws DiskFormatException {
        return has(key) ? number(key) : absent;
    }

    String string(String key) throws DiskFormatException {
        return get(key, String.class, "a string");
    }

    List<?> list(String key) throws DiskFormatException {
        return get(key, List.class, "a list");
    }

    /** The strings of a list; an absent key is an empty one. */
    List<String> strings(String key) throws DiskFormatException {
        List<String> strings = new ArrayList<>();
        if (has(key)) {
            for (Object element : list(key)) {
                if (!(element instanceof String string)) {
                    throw bad(key, "must be a list of strings");
                }
                strings.add(string);
            }
        }
        return strings;
    }

    /** The sections below this one; an absent {@code key} has none. */
    List<LvmSection> sections(String key) throws DiskFormatException {
        return has(key) ? section(key).sections() : List.of();
    }

    List<LvmSection> sections() {
        List<LvmSection> sections = new ArrayList<>();
        for (Object entry : entries.values()) {
            if (entry instanceof LvmSection section) {
                sections.add(section);
            }
        }
        return sections;
    }

    private <T> T get(String key, Class<T> type, String kind) throws DiskFormatException {
        Object value = entries.get(key);
        if (!type.isInstance(value)) {
            throw bad(key, value == null ? "is missing" : "must be " + kind);
        }
        return type.cast(value);
    }

    DiskFormatException bad(String key, String why) {
        return DiskFormatException.bad(source, offset, "LVM metadata text", name + "/" + key + " " + why);
    }
}
