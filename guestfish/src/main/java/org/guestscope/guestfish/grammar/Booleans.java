package org.guestscope.guestfish.grammar;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The words that mean true and false. */
public final class Booleans {
    private Booleans() {}

    /** True or false for a boolean word of any case, null for any other word. */
    public static @Nullable Boolean lookup(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "1", "true", "t", "yes", "y", "on" -> Boolean.TRUE;
            case "0", "false", "f", "no", "n", "off" -> Boolean.FALSE;
            default -> null;
        };
    }

    /** Reads a boolean parameter. */
    public static boolean parse(String word) throws GrammarException {
        Boolean value = lookup(word);
        if (value == null) {
            throw new GrammarException("guestfish: '" + word + "': invalid boolean value, use 'true' or 'false'");
        }
        return value;
    }
}
