package org.guestscope.guestfish.option;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads options as GNU getopt_long does: options may follow other arguments until {@code --}, long ones may be
 * abbreviated, letters may be joined, and an optional argument must be joined to its option.
 */
final class Getopt {
    private static final String TRY_HELP = "\nTry ‘guestfish --help’ for more information.";

    private final List<String> arguments;
    private final boolean permute;
    private final List<String> operands = new ArrayList<>();
    private int next;
    /** What is left of joined letters such as {@code -xv}. */
    private String letters = "";

    private @Nullable String value;

    /** @param permute false stops at the first operand, as POSIXLY_CORRECT asks */
    Getopt(List<String> arguments, boolean permute) {
        this.arguments = arguments;
        this.permute = permute;
    }

    /** The next option, or null at the end. */
    @Nullable Option next() throws UsageException {
        value = null;
        if (!letters.isEmpty()) {
            return letter();
        }
        while (next < arguments.size()) {
            String word = arguments.get(next++);
            if (word.equals("--")) {
                break;
            }
            if (word.startsWith("--")) {
                return longOption(word.substring(2));
            }
            if (word.length() > 1 && word.charAt(0) == '-') {
                letters = word.substring(1);
                return letter();
            }
            operands.add(word);
            if (!permute) {
                break;
            }
        }
        operands.addAll(arguments.subList(next, arguments.size()));
        next = arguments.size();
        return null;
    }

    /** The argument of the option that {@link #next} returned last, or null. */
    @Nullable String value() {
        return value;
    }

    /** The argument of an option that must have one. */
    String requiredValue() {
        if (value == null) {
            throw new IllegalStateException("option without an argument");
        }
        return value;
    }

    /** Takes the next word if it is no option: {@code -h}'s way to have an argument. */
    @Nullable String takeWord() {
        return next < arguments.size() && !arguments.get(next).startsWith("-") ? arguments.get(next++) : null;
    }

    /** What is not an option; complete after {@link #next} returned null. */
    List<String> operands() {
        return operands;
    }

    private Option letter() throws UsageException {
        char c = letters.charAt(0);
        letters = letters.substring(1);
        for (Option option : Option.values()) {
            if (option.letter == c && c != '\0') {
                if (option.argument != Option.Argument.NONE && !letters.isEmpty()) {
                    value = letters;
                    letters = "";
                } else if (option.argument == Option.Argument.REQUIRED) {
                    if (next == arguments.size()) {
                        throw new UsageException("guestfish: option requires an argument -- '" + c + "'" + TRY_HELP);
                    }
                    value = arguments.get(next++);
                }
                return option;
            }
        }
        throw new UsageException("guestfish: invalid option -- '" + c + "'" + TRY_HELP);
    }

    private Option longOption(String word) throws UsageException {
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals);
        Option option = find(name, word);
        String joined = equals < 0 ? null : word.substring(equals + 1);
        if (joined != null && option.argument == Option.Argument.NONE) {
            throw new UsageException(
                    "guestfish: option '--" + option.longName + "' doesn't allow an argument" + TRY_HELP);
        }
        if (joined == null && option.argument == Option.Argument.REQUIRED) {
            if (next == arguments.size()) {
                throw new UsageException(
                        "guestfish: option '--" + option.longName + "' requires an argument" + TRY_HELP);
            }
            joined = arguments.get(next++);
        }
        value = joined;
        return option;
    }

    private static Option find(String name, String word) throws UsageException {
        List<Option> candidates = new ArrayList<>();
        for (Option option : Option.values()) {
            if (option.longName != null && option.longName.startsWith(name)) {
                if (option.longName.equals(name)) {
                    return option;
                }
                candidates.add(option);
            }
        }
        if (candidates.size() == 1) {
            return candidates.get(0);
        }
        if (candidates.isEmpty()) {
            throw new UsageException("guestfish: unrecognized option '--" + word + "'" + TRY_HELP);
        }
        StringBuilder message =
                new StringBuilder("guestfish: option '--" + word + "' is ambiguous; possibilities:");
        for (Option option : candidates) {
            message.append(" '--").append(option.longName).append('\'');
        }
        throw new UsageException(message + TRY_HELP);
    }
}
