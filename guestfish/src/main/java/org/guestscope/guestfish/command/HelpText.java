package org.guestscope.guestfish.command;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.guestscope.guest.catalogue.ActionDefinition;
import org.guestscope.guest.catalogue.Catalogue;
import org.guestscope.guest.catalogue.ParamDefinition;
import org.guestscope.guest.catalogue.ParamKind;
import org.guestscope.guestfish.shell.Builtin;
import org.guestscope.guestfish.shell.Usages;
import org.jspecify.annotations.Nullable;

/** What {@code help} prints about commands, all of it from the catalogue and the table of the shell's commands. */
public final class HelpText {
    private static final int INDENT = 4;
    private static final int NAME_COLUMN = 20;

    private final int width;

    /** @param width columns for running text */
    public HelpText(int width) {
        this.width = width;
    }

    /** Every command and alias, a line each. */
    public String list() {
        Map<String, String> lines = new TreeMap<>();
        for (ActionDefinition action : Catalogue.load().all()) {
            lines.put(action.name(), action.summary());
            for (String alias : action.aliases()) {
                // Old spellings with -opts mean the same and would only make the list longer.
                if (!alias.endsWith("-opts")) {
                    lines.put(alias, "alias for '" + action.name() + "'");
                }
            }
        }
        for (Builtin builtin : Builtins.all()) {
            lines.put(builtin.name(), builtin.summary());
            builtin.aliases().forEach(alias -> lines.put(alias, "alias for '" + builtin.name() + "'"));
        }
        StringBuilder text = new StringBuilder("    Command              Description\n");
        text.append(line("help", String.valueOf(lines.remove("help"))));
        text.append(line("quit", String.valueOf(lines.remove("quit"))));
        lines.forEach((name, summary) -> text.append(line(name, summary)));
        return text.append("    Use -h <cmd> / help <cmd> to show detailed help for a command.\n")
                .toString();
    }

    private static String line(String name, String summary) {
        return name + " ".repeat(Math.max(0, NAME_COLUMN - name.length())) + " " + summary + "\n";
    }

    /** The help of one command, or null when there is no such command. */
    public @Nullable String command(String word) {
        String name = word.replace('_', '-').toLowerCase(Locale.ROOT);
        for (Builtin builtin : Builtins.all()) {
            if (builtin.name().equals(name) || builtin.aliases().contains(name)) {
                return page(
                        builtin.name(),
                        builtin.summary(),
                        (builtin.name() + " " + builtin.usage()).trim(),
                        builtin.description(),
                        builtin.aliases());
            }
        }
        ActionDefinition action = Catalogue.load().find(word);
        return action == null ? null : action(action);
    }

    private String action(ActionDefinition action) {
        StringBuilder description = new StringBuilder(action.description());
        if (action.description().isEmpty()) {
            description.append(sentence(action.summary()));
        }
        StringBuilder keys = new StringBuilder();
        for (ParamDefinition param : action.params()) {
            if (param.kind() == ParamKind.KEY) {
                keys.append(keys.length() == 0 ? "" : ", ").append(param.name());
            }
        }
        if (keys.length() > 0) {
            description
                    .append("\n\nAsked for, not given on the line: ")
                    .append(keys)
                    .append('.');
        }
        if (!action.feature().isEmpty()) {
            description
                    .append("\n\nNeeds the feature group \"")
                    .append(action.feature())
                    .append("\" of the appliance; 'supported' lists them.");
        }
        if (action.deprecated()) {
            description.append("\n\nDeprecated.");
            if (!action.deprecatedBy().isEmpty()) {
                description
                        .append(" In new scripts use '")
                        .append(action.deprecatedBy())
                        .append("'.");
            }
        }
        description.append("\n\nSince ").append(action.since()).append('.');
        return page(action.name(), action.summary(), Usages.of(action), description.toString(), action.aliases());
    }

    private static String sentence(String summary) {
        return Character.toUpperCase(summary.charAt(0)) + summary.substring(1) + ".";
    }

    private String page(String name, String summary, String usage, String description, List<String> aliases) {
        StringBuilder text = new StringBuilder("NAME\n");
        text.append("    ")
                .append(name)
                .append(" - ")
                .append(summary)
                .append("\n\nSYNOPSIS\n     ")
                .append(usage);
        text.append("\n\nDESCRIPTION\n");
        for (String paragraph : description.split("\n\n")) {
            text.append(paragraph(paragraph)).append('\n');
        }
        if (!aliases.isEmpty()) {
            StringBuilder others = new StringBuilder("You can use ");
            for (int i = 0; i < aliases.size(); i++) {
                others.append(i == 0 ? "" : i == aliases.size() - 1 ? " or " : ", ");
                others.append('\'').append(aliases.get(i)).append('\'');
            }
            others.append(aliases.size() == 1 ? " as an alias for this command." : " as aliases for this command.");
            text.append(paragraph(others.toString())).append('\n');
        }
        return text.toString();
    }

    /** Fills lines up to the width; lines that begin with a blank keep their form. */
    private String paragraph(String paragraph) {
        if (paragraph.startsWith(" ")) {
            return paragraph.indent(INDENT);
        }
        StringBuilder text = new StringBuilder();
        StringBuilder line = new StringBuilder();
        for (String word : paragraph.trim().split("\\s+")) {
            if (line.length() > 0 && INDENT + line.length() + 1 + word.length() > width) {
                text.append(" ".repeat(INDENT)).append(line).append('\n');
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        return text.append(" ".repeat(INDENT)).append(line).append('\n').toString();
    }

    /** What to do next, for {@code help} without a parameter. */
    public static String nextSteps(boolean launched) {
        return launched ? """
                The disks are open. What next:

                  list-filesystems        what is on them
                  mount /dev/sda1 /       mount one of these (mount-ro leaves it unchanged)
                  ll /                    look around
                  cat /etc/hostname       read a file

                For more about a command use 'help CMD', for all commands 'help --list'.

                To read the manual, type 'man'.

                """ : """
                First add a disk, with the options -a or -d or the command 'add':

                  add disk.img            open an image (add-ro leaves it unchanged)
                  sparse new.img 1G       or make a new one ('alloc' takes all its space at once)
                  run                     then start: disks can be used after this

                For more about a command use 'help CMD', for all commands 'help --list'.

                To read the manual, type 'man'.

                """;
    }
}
