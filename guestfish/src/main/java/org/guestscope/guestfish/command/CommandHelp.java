package org.guestscope.guestfish.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.guestscope.guest.catalogue.ActionDefinition;
import org.guestscope.guest.catalogue.ActionText;
import org.guestscope.guest.catalogue.ActionTexts;
import org.guestscope.guest.catalogue.Catalogue;
import org.guestscope.guest.catalogue.FieldDefinition;
import org.guestscope.guest.catalogue.ParamDefinition;
import org.guestscope.guest.catalogue.StructDefinition;
import org.guestscope.guestfish.shell.Builtin;
import org.guestscope.guestfish.shell.Usages;
import org.jspecify.annotations.Nullable;

/**
 * What there is to say about a command, which {@code help} and the manual pages lay out each in their way. In all texts
 * names and words to type stand between backquotes.
 *
 * @param name its name
 * @param summary one line: lower case at the start, no full stop
 * @param usage its name and its parameters
 * @param description paragraphs separated by empty lines; those that begin with a blank keep their lines
 * @param parameters its parameters in order; optional ones have a colon behind their names
 * @param result what it gives back, in sentences; empty for nothing, or when the description says it
 * @param notes further sentences
 * @param aliases further names
 */
public record CommandHelp(
        String name,
        String summary,
        String usage,
        String description,
        List<Parameter> parameters,
        String result,
        List<String> notes,
        List<String> aliases) {

    /** A parameter and what it means. */
    public record Parameter(String name, String text) {}

    /** The help of a command by its name or alias, in any case, or null when there is no such command. */
    static @Nullable CommandHelp find(String word) {
        String name = word.replace('_', '-').toLowerCase(Locale.ROOT);
        for (Builtin builtin : Builtins.all()) {
            if (builtin.name().equals(name) || builtin.aliases().contains(name)) {
                return of(builtin);
            }
        }
        ActionDefinition action = Catalogue.load().find(word);
        return action == null ? null : of(action, ActionTexts.load());
    }

    /** The help of a command of the shell itself. */
    public static CommandHelp of(Builtin builtin) {
        return new CommandHelp(
                builtin.name(),
                builtin.summary(),
                (builtin.name() + " " + builtin.usage()).trim(),
                builtin.description(),
                List.of(),
                "",
                List.of(),
                builtin.aliases());
    }

    /** The help of an action. */
    public static CommandHelp of(ActionDefinition action, ActionTexts texts) {
        ActionText text = texts.of(action);
        List<Parameter> parameters = new ArrayList<>();
        for (ParamDefinition param : action.params()) {
            String meaning = text.params().getOrDefault(param.name(), "");
            parameters.add(new Parameter(param.name() + (param.optional() ? ":" : ""), explain(param, meaning)));
        }
        return new CommandHelp(
                action.name(),
                action.summary(),
                Usages.of(action),
                text.description(),
                parameters,
                result(action, text),
                notes(action),
                action.aliases());
    }

    private static String explain(ParamDefinition param, String meaning) {
        if (meaning.isEmpty()) {
            return switch (param.kind()) {
                case STRING, OPT_STRING, BUFFER -> "a text";
                case PATH -> "a path in the guest";
                case DEVICE -> "a device, such as `/dev/sda1`";
                case MOUNTABLE -> "a filesystem, as `list-filesystems` names it";
                case DEVICE_OR_PATH -> "a device, or a path in the guest";
                case MOUNTABLE_OR_PATH -> "a filesystem, or a path in the guest";
                case KEY -> "a passphrase, asked for and not on the line";
                case GUID -> "a GUID";
                case FILE_IN -> "a file on the host, or - for standard input";
                case FILE_OUT -> "a file on the host, or - for standard output";
                case BOOL -> "true or false";
                case INT, INT64 -> "a number";
                case STRING_LIST, NAME_LIST -> "words in quotes, separated by blanks";
                case DEVICE_LIST -> "devices in quotes, separated by blanks";
            };
        }
        return switch (param.kind()) {
            case KEY -> meaning + "; asked for, not on the line";
            case FILE_IN -> meaning + ", or - for standard input";
            case FILE_OUT -> meaning + ", or - for standard output";
            case STRING_LIST, NAME_LIST, DEVICE_LIST -> meaning + "; in quotes, separated by blanks";
            default -> meaning;
        };
    }

    private static String result(ActionDefinition action, ActionText text) {
        StringBuilder result = new StringBuilder();
        if (!text.result().isEmpty()) {
            result.append(Character.toUpperCase(text.result().charAt(0)));
            result.append(text.result(), 1, text.result().length()).append('.');
        }
        StructDefinition struct = action.struct();
        if (struct != null) {
            String separator = result.isEmpty() ? "Fields: " : " Fields: ";
            for (FieldDefinition field : struct.fields()) {
                result.append(separator).append(field.name());
                separator = ", ";
            }
            result.append('.');
        }
        return result.toString();
    }

    private static List<String> notes(ActionDefinition action) {
        List<String> notes = new ArrayList<>();
        if (action.deprecated()) {
            String successor = action.deprecatedBy();
            notes.add(successor.isEmpty() ? "Deprecated." : "Deprecated: in new scripts use `" + successor + "`.");
        }
        String since = "Since " + action.since() + ".";
        if (action.feature().isEmpty()) {
            notes.add(since);
        } else {
            notes.add(since + " Belongs to the feature group `" + action.feature()
                    + "`; `supported` tells whether the appliance has it.");
        }
        return notes;
    }

    /** How the aliases are told, or an empty text when there are none. */
    public String aliasNote() {
        StringBuilder note = new StringBuilder();
        for (int i = 0; i < aliases.size(); i++) {
            note.append(i == 0 ? "You can use `" : i == aliases.size() - 1 ? " or `" : ", `");
            note.append(aliases.get(i)).append('`');
        }
        return aliases.isEmpty()
                ? ""
                : note + (aliases.size() == 1 ? " as an alias for this command." : " as aliases for this command.");
    }
}
