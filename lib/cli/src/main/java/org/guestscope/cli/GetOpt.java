package org.guestscope.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parses a command line with the rules of GNU getopt_long, which the peers' scripts rely on and picocli does not offer:
 * options and operands in any order, letters in clusters, long names abbreviated while unambiguous, optional values
 * only when attached, and every option in the order given, so that one may govern those that follow it.
 *
 * @see <a href="https://www.gnu.org/software/libc/manual/html_node/Getopt-Long-Options.html">getopt_long</a>
 */
public final class GetOpt {

    /** One option as it stood on the command line; {@code value} is null when it had none. */
    public record Given(Option option, @Nullable String value) {

        /** The value of an option that requires one. */
        public String argument() {
            if (value == null) {
                throw new IllegalStateException("--" + option.key() + " has no value");
            }
            return value;
        }
    }

    /**
     * A parsed command line.
     *
     * @param options the options in the order given
     * @param operands the other words
     */
    public record Parsed(List<Given> options, List<String> operands) {}

    private final OptionTable table;
    private final List<Given> options = new ArrayList<>();
    private final List<String> operands = new ArrayList<>();

    private GetOpt(OptionTable table) {
        this.table = table;
    }

    /**
     * Parses {@code args}.
     *
     * @throws UsageFailure with getopt's message for an unknown, ambiguous or incomplete option
     */
    public static Parsed parse(OptionTable table, String[] args) throws UsageFailure {
        GetOpt parser = new GetOpt(table);
        int next = 0;
        while (next < args.length) {
            String word = args[next++];
            if (word.equals("--")) {
                while (next < args.length) {
                    parser.operands.add(args[next++]);
                }
            } else if (word.startsWith("--")) {
                next = parser.longOption(word, args, next);
            } else if (word.length() > 1 && word.charAt(0) == '-') {
                next = parser.letters(word, args, next);
            } else {
                parser.operands.add(word);
            }
        }
        return new Parsed(parser.options, parser.operands);
    }

    private int longOption(String word, String[] args, int next) throws UsageFailure {
        int equals = word.indexOf('=');
        String name = word.substring(2, equals < 0 ? word.length() : equals);
        String value = equals < 0 ? null : word.substring(equals + 1);
        Option option = byName(name, word);
        switch (option.argument()) {
            case NONE -> {
                if (value != null) {
                    throw new UsageFailure("option '--" + option.longName() + "' doesn't allow an argument");
                }
            }
            case REQUIRED -> {
                if (value == null) {
                    if (next == args.length) {
                        throw new UsageFailure("option '--" + option.longName() + "' requires an argument");
                    }
                    value = args[next++];
                }
            }
            case OPTIONAL -> {}
        }
        options.add(new Given(option, value));
        return next;
    }

    private Option byName(String name, String word) throws UsageFailure {
        List<Option> candidates = new ArrayList<>();
        for (Option option : table.options()) {
            String longName = option.longName();
            if (longName == null || !longName.startsWith(name)) {
                continue;
            }
            if (longName.length() == name.length()) {
                return option;
            }
            candidates.add(option);
        }
        if (candidates.isEmpty()) {
            int equals = word.indexOf('=');
            throw new UsageFailure("unrecognized option '" + (equals < 0 ? word : word.substring(0, equals)) + "'");
        }
        List<Option> standard =
                candidates.stream().filter(option -> !option.addition()).toList();
        if (standard.size() == 1) {
            return standard.get(0);
        }
        if (candidates.size() > 1) {
            StringBuilder possibilities = new StringBuilder();
            for (Option option : candidates) {
                possibilities.append(" '--").append(option.longName()).append('\'');
            }
            throw new UsageFailure("option '" + word + "' is ambiguous; possibilities:" + possibilities);
        }
        return candidates.get(0);
    }

    private int letters(String word, String[] args, int next) throws UsageFailure {
        for (int i = 1; i < word.length(); i++) {
            char letter = word.charAt(i);
            Option option = table.byLetter(letter);
            if (option == null) {
                throw new UsageFailure("invalid option -- '" + letter + "'");
            }
            if (option.argument() == Option.Argument.NONE) {
                options.add(new Given(option, null));
                continue;
            }
            String rest = word.substring(i + 1);
            if (!rest.isEmpty()) {
                options.add(new Given(option, rest));
            } else if (option.argument() == Option.Argument.OPTIONAL) {
                options.add(new Given(option, null));
            } else if (next < args.length) {
                options.add(new Given(option, args[next++]));
            } else {
                throw new UsageFailure("option requires an argument -- '" + letter + "'");
            }
            return next;
        }
        return next;
    }
}
