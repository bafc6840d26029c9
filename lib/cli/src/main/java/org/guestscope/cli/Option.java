package org.guestscope.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One option of a command.
 *
 * @param shortName its letter, or 0 when it has none
 * @param longName its long name without dashes, or null when it has none
 * @param argument whether it takes a value
 * @param valueName what its value is called in the help, e.g. {@code FILE}; empty without a value
 * @param help one sentence for the help; empty for an option that the help leaves out
 * @param choices what its value can be, for completion; empty when that cannot be listed
 * @param addition whether the command that this one stands in for does not know it: an abbreviation that means another
 *     option to that command goes on meaning it
 */
public record Option(
        char shortName,
        @Nullable String longName,
        Argument argument,
        String valueName,
        String help,
        List<String> choices,
        boolean addition) {

    /** Whether an option takes a value. */
    public enum Argument {
        NONE,
        REQUIRED,
        /** Only attached: {@code --name=VALUE} or {@code -nVALUE}. */
        OPTIONAL
    }

    /** A switch. */
    public static Option flag(char shortName, @Nullable String longName, String help) {
        return new Option(shortName, longName, Argument.NONE, "", help, List.of(), false);
    }

    /** An option with a value. */
    public static Option value(char shortName, @Nullable String longName, String valueName, String help) {
        return new Option(shortName, longName, Argument.REQUIRED, valueName, help, List.of(), false);
    }

    /** An option whose value may be left out. */
    public static Option optional(char shortName, @Nullable String longName, String valueName, String help) {
        return new Option(shortName, longName, Argument.OPTIONAL, valueName, help, List.of(), false);
    }

    /** The same option with a value that is one of these, or several when its name ends in {@code ,...}. */
    public Option among(List<String> words) {
        return new Option(shortName, longName, argument, valueName, help, words, addition);
    }

    /** The same option as one of our own. */
    public Option ofOurs() {
        return new Option(shortName, longName, argument, valueName, help, choices, true);
    }

    /** How this option is told apart in a {@code switch}: its long name, else its letter. */
    public String key() {
        return longName != null ? longName : String.valueOf(shortName);
    }
}
