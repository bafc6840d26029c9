package org.guestscope.cli;

import org.jspecify.annotations.Nullable;

/**
 * One option of a command.
 *
 * @param shortName its letter, or 0 when it has none
 * @param longName its long name without dashes, or null when it has none
 * @param argument whether it takes a value
 * @param valueName what its value is called in the help, e.g. {@code FILE}; empty without a value
 * @param help one sentence for the help; empty for an option that the help leaves out
 */
public record Option(char shortName, @Nullable String longName, Argument argument, String valueName, String help) {

    /** Whether an option takes a value. */
    public enum Argument {
        NONE,
        REQUIRED,
        /** Only attached: {@code --name=VALUE} or {@code -nVALUE}. */
        OPTIONAL
    }

    /** A switch. */
    public static Option flag(char shortName, @Nullable String longName, String help) {
        return new Option(shortName, longName, Argument.NONE, "", help);
    }

    /** An option with a value. */
    public static Option value(char shortName, @Nullable String longName, String valueName, String help) {
        return new Option(shortName, longName, Argument.REQUIRED, valueName, help);
    }

    /** An option whose value may be left out. */
    public static Option optional(char shortName, @Nullable String longName, String valueName, String help) {
        return new Option(shortName, longName, Argument.OPTIONAL, valueName, help);
    }

    /** How this option is told apart in a {@code switch}: its long name, else its letter. */
    public String key() {
        return longName != null ? longName : String.valueOf(shortName);
    }
}
