package org.guestscope.dist.document;

import java.util.ArrayList;
import java.util.List;
import org.guestscope.cli.Option;

/**
 * A command's completion for bash: options, what values they take by their names in the help ({@code FILE}, {@code
 * DOMAIN}, ...) or their choices, and the command's other words. The shell's part that does not depend on the command is
 * the resource {@code completion.bash}.
 */
final class BashCompletion {

    /** The formats that people name; others are found out. */
    private static final String FORMATS = "raw qcow2 qed vdi vhdx vmdk vpc";

    private final Documented command;
    private final StringBuilder script = new StringBuilder();

    private BashCompletion(Documented command) {
        this.command = command;
    }

    /** @param prelude the part that all commands share */
    static String of(Documented command, String prelude) {
        BashCompletion completion = new BashCompletion(command);
        completion.write(prelude);
        return completion.script.toString();
    }

    private void write(String prelude) {
        String function = "_guestscope_complete_" + command.name().replace('-', '_');
        script.append(prelude).append('\n').append(function).append("() {\n");
        script.append("    local words value option\n    COMPREPLY=()\n    _guestscope_begin\n    case $option in\n");
        for (Option each : command.options().options()) {
            String action = action(each);
            if (!action.isEmpty()) {
                script.append("        ").append(pattern(each)).append(") ");
                script.append(action).append("; return ;;\n");
            }
        }
        script.append("    esac\n    if [[ $value == -* ]]; then\n        _guestscope_options ");
        script.append(String.join(" ", spellings())).append("\n        return\n    fi\n");
        script.append(operands()).append("}\ncomplete -F ").append(function);
        script.append(' ').append(command.name()).append('\n');
    }

    /** The words after which, or the beginnings of words in which, the option's value stands. */
    private static String pattern(Option option) {
        List<String> patterns = new ArrayList<>();
        // -h COMMAND is the one whose value may also be a word of its own.
        boolean separate = option.argument() == Option.Argument.REQUIRED
                || option.valueName().equals("COMMAND");
        if (separate && option.shortName() != 0) {
            patterns.add("-" + option.shortName());
        }
        if (option.longName() != null) {
            patterns.add("--" + option.longName() + "=");
            if (separate) {
                patterns.add("--" + option.longName());
            }
        }
        return String.join(" | ", patterns);
    }

    private String action(Option option) {
        if (option.argument() == Option.Argument.NONE) {
            return "";
        }
        if (!option.choices().isEmpty()) {
            String function = option.valueName().endsWith(",...") ? "_guestscope_list " : "_guestscope_words ";
            return function + String.join(" ", option.choices());
        }
        return switch (option.valueName()) {
            case "FILE", "IMAGE", "SCRIPT" -> "_guestscope_files";
            case "DIR" -> "_guestscope_directories";
            case "DOMAIN", "GUEST" -> "_guestscope_domains";
            case "URI" -> "_guestscope_uris";
            case "FORMAT" -> "_guestscope_words " + FORMATS;
            case "COMMAND" -> "_guestscope_words " + String.join(" ", command.words());
            // Nothing to offer, and nothing else may be offered in its place.
            default -> option.argument() == Option.Argument.REQUIRED ? ":" : "";
        };
    }

    private List<String> spellings() {
        List<String> spellings = new ArrayList<>();
        for (Option option : command.options().options()) {
            if (option.help().isEmpty()) {
                continue;
            }
            if (option.shortName() != 0) {
                spellings.add("-" + option.shortName());
            }
            if (option.longName() != null) {
                spellings.add("--" + option.longName());
            }
        }
        return spellings;
    }

    private String operands() {
        String words = String.join(" ", command.words());
        return switch (command.operands()) {
            case NONE -> "";
            case FILES -> "    _guestscope_files\n";
            case CHOICES -> "    _guestscope_words " + words + "\n";
            case COMMANDS ->
                "    if _guestscope_at_command " + String.join(" ", separateValues())
                        + "; then\n        _guestscope_words " + words
                        + "\n    else\n        _guestscope_files\n    fi\n";
        };
    }

    /** The options behind which a word is a value. */
    private List<String> separateValues() {
        List<String> options = new ArrayList<>();
        for (Option option : command.options().options()) {
            if (option.argument() == Option.Argument.REQUIRED) {
                if (option.shortName() != 0) {
                    options.add("-" + option.shortName());
                }
                if (option.longName() != null) {
                    options.add("--" + option.longName());
                }
            }
        }
        return options;
    }
}
