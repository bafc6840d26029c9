package org.guestscope.guestfish.command;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.guestscope.guest.catalogue.ActionDefinition;
import org.guestscope.guest.catalogue.Catalogue;
import org.guestscope.guestfish.shell.Builtin;
import org.jspecify.annotations.Nullable;

/** What {@code help} prints about commands, all of it from the catalogue and the table of the shell's commands. */
public final class HelpText {
    private static final int INDENT = 4;
    private static final int NAME_COLUMN = 20;

    /** Longer names of parameters push their texts to the right. */
    private static final int PARAMETER_COLUMN = 16;

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
        CommandHelp help = CommandHelp.find(word);
        return help == null ? null : page(help);
    }

    private String page(CommandHelp help) {
        StringBuilder text = new StringBuilder("NAME\n");
        text.append(filled(help.name() + " - " + help.summary(), INDENT, INDENT));
        text.append("\nSYNOPSIS\n").append(filled(help.usage(), INDENT + 1, 2 * INDENT + 1));
        text.append("\nDESCRIPTION\n");
        for (String paragraph : help.description().split("\n\n")) {
            text.append(paragraph(paragraph)).append('\n');
        }
        if (!help.parameters().isEmpty()) {
            text.append("PARAMETERS\n").append(parameters(help.parameters())).append('\n');
        }
        if (!help.result().isEmpty()) {
            text.append("RESULT\n").append(paragraph(help.result())).append('\n');
        }
        for (String note : help.notes()) {
            text.append(paragraph(note)).append('\n');
        }
        if (!help.aliases().isEmpty()) {
            text.append(paragraph(help.aliasNote())).append('\n');
        }
        return text.toString();
    }

    private String parameters(List<CommandHelp.Parameter> parameters) {
        int column = 0;
        for (CommandHelp.Parameter parameter : parameters) {
            column = Math.max(column, parameter.name().length());
        }
        column = Math.min(column, PARAMETER_COLUMN) + 2;
        StringBuilder text = new StringBuilder();
        for (CommandHelp.Parameter parameter : parameters) {
            String name = parameter.name();
            String head = name + " ".repeat(Math.max(2, column - name.length()));
            String lines = filled(parameter.text(), INDENT + head.length(), INDENT + column);
            text.append(" ".repeat(INDENT)).append(head).append(lines, INDENT + head.length(), lines.length());
        }
        return text.toString();
    }

    /** Fills lines up to the width; lines that begin with a blank keep their form. */
    private String paragraph(String paragraph) {
        return paragraph.startsWith(" ") ? paragraph.indent(INDENT) : filled(paragraph, INDENT, INDENT);
    }

    /** Fills lines up to the width, the first and the others indented as said. */
    private String filled(String paragraph, int first, int others) {
        StringBuilder text = new StringBuilder(" ".repeat(first));
        int length = first;
        boolean fresh = true;
        for (String word : paragraph.replace('`', '\'').trim().split("\\s+")) {
            if (!fresh && length + 1 + word.length() > width) {
                text.append('\n').append(" ".repeat(others));
                length = others;
                fresh = true;
            }
            text.append(fresh ? "" : " ").append(word);
            length += word.length() + (fresh ? 0 : 1);
            fresh = false;
        }
        return text.append('\n').toString();
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
