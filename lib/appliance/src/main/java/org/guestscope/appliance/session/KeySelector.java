package org.guestscope.appliance.session;

import java.util.List;

/**
 * {@code --key ID:key:STRING}, {@code ID:file:PATH} or {@code ID:clevis}.
 *
 * @param id a device name or LUKS UUID, or {@code all}
 * @param value the key, or the file that holds it; empty for clevis
 */
public record KeySelector(String id, Kind kind, String value) {
    /** Where the key comes from. */
    public enum Kind {
        KEY,
        FILE,
        CLEVIS
    }

    /**
     * Reads a selector.
     *
     * @throws IllegalArgumentException when it is malformed; the message says how
     */
    public static KeySelector parse(String argument) {
        List<String> fields = List.of(argument.split(":", -1));
        if (fields.get(0).isEmpty()) {
            throw bad(argument, "missing ID");
        }
        if (fields.size() < 2) {
            throw bad(argument, "missing TYPE");
        }
        switch (fields.get(1)) {
            case "key":
                if (fields.size() != 3) {
                    throw bad(argument, "missing KEY_STRING, or too many fields");
                }
                return new KeySelector(fields.get(0), Kind.KEY, fields.get(2));
            case "file":
                if (fields.size() != 3) {
                    throw bad(argument, "missing FILENAME, or too many fields");
                }
                return new KeySelector(fields.get(0), Kind.FILE, fields.get(2));
            case "clevis":
                if (fields.size() != 2) {
                    throw bad(argument, "too many fields");
                }
                return new KeySelector(fields.get(0), Kind.CLEVIS, "");
            default:
                throw bad(argument, "invalid TYPE");
        }
    }

    private static IllegalArgumentException bad(String argument, String why) {
        return new IllegalArgumentException("selector '" + argument + "': " + why);
    }
}
