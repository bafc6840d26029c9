package org.guestscope.disk.volume.lvm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.guestscope.disk.DiskFormatException;

/**
 * Reads the text that LVM keeps its metadata in: sections in braces, and keys with a number, a string or a list.
 *
 * @see "lvm2 lib/config/config.c"
 */
final class LvmText {

    /** Real metadata nests five deep: group, logical_volumes, volume, segment. */
    private static final int MAX_DEPTH = 12;

    /** Bounds the memory for hostile text; enough for some ten thousand volumes. */
    private static final int MAX_NODES = 200_000;

    private final String source;
    private final long offset;
    private final String text;
    private final Map<String, String> names = new HashMap<>();
    private int at;
    private int nodes;

    private LvmText(String source, long offset, String text) {
        this.source = source;
        this.offset = offset;
        this.text = text;
    }

    /**
     * Parses all of {@code text}.
     *
     * @param source the device's name, and {@code offset} where the text stands on it, for errors
     */
    static LvmSection parse(String source, long offset, String text) throws DiskFormatException {
        return new LvmText(source, offset, text).section("metadata", 0);
    }

    private LvmSection section(String name, int depth) throws DiskFormatException {
        if (depth > MAX_DEPTH) {
            throw bad("sections nested more than %d deep".formatted(MAX_DEPTH));
        }
        Map<String, Object> entries = new LinkedHashMap<>();
        while (true) {
            skipBlanks();
            if (at == text.length()) {
                if (depth > 0) {
                    throw bad("section %s has no end".formatted(name));
                }
                break;
            }
            if (text.charAt(at) == '}' && depth > 0) {
                at++;
                break;
            }
            String key = identifier();
            skipBlanks();
            char next = peek();
            at++;
            if (next == '{') {
                entries.put(key, section(key, depth + 1));
            } else if (next == '=') {
                skipBlanks();
                entries.put(key, value());
            } else {
                at--;
                throw bad("'{' or '=' wanted after %s".formatted(key));
            }
            count();
        }
        return new LvmSection(source, offset, name, entries);
    }

    private Object value() throws DiskFormatException {
        if (peek() != '[') {
            return scalar();
        }
        at++;
        List<Object> list = new ArrayList<>();
        while (true) {
            skipBlanks();
            if (peek() == ']') {
                at++;
                return List.copyOf(list);
            }
            if (peek() == ',') {
                at++;
                continue;
            }
            list.add(scalar());
            count();
        }
    }

    private Object scalar() throws DiskFormatException {
        char first = peek();
        if (first == '"') {
            return string();
        }
        int start = at;
        while (at < text.length() && "+-.".indexOf(text.charAt(at)) >= 0 || isDigit(at)) {
            at++;
        }
        String number = text.substring(start, at);
        if (number.isEmpty()) {
            throw bad("a value wanted");
        }
        try {
            return Long.parseLong(number);
        } catch (NumberFormatException e) {
            // also fractions, which no key that is read here has
            return number;
        }
    }

    private String string() throws DiskFormatException {
        StringBuilder value = new StringBuilder();
        at++;
        while (peek() != '"') {
            if (peek() == '\\') {
                at++;
            }
            value.append(peek());
            at++;
        }
        at++;
        return value.toString();
    }

    /** Keys and names: letters, digits and the few signs LVM allows in the names of volumes. */
    private String identifier() throws DiskFormatException {
        int start = at;
        while (at < text.length() && isNameCharacter(text.charAt(at))) {
            at++;
        }
        if (at == start) {
            throw bad("a name wanted");
        }
        String name = text.substring(start, at);
        String known = names.putIfAbsent(name, name);
        return known == null ? name : known;
    }

    /** Whether {@code c} may be in the name of a group or a volume. See lvm(8), VALID NAMES. */
    static boolean isNameCharacter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "_.+-".indexOf(c) >= 0;
    }

    private boolean isDigit(int index) {
        return index < text.length() && text.charAt(index) >= '0' && text.charAt(index) <= '9';
    }

    private void skipBlanks() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '#') {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0) {
                at++;
            } else {
                return;
            }
        }
    }

    private char peek() throws DiskFormatException {
        if (at >= text.length()) {
            throw bad("text ends in the middle of a value");
        }
        return text.charAt(at);
    }

    private void count() throws DiskFormatException {
        if (++nodes > MAX_NODES) {
            throw bad("more than %d entries".formatted(MAX_NODES));
        }
    }

    private DiskFormatException bad(String why) {
        return DiskFormatException.bad(source, offset + at, "LVM metadata text", why);
    }
}
