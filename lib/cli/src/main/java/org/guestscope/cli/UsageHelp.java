package org.guestscope.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * An {@link OptionTable} as picocli's model, for what is printed seldom: help, man pages and shell completion. Nothing
 * on a command's normal way loads this class or picocli.
 */
public final class UsageHelp {

    private static final int WIDTH = 80;

    private UsageHelp() {}

    /** The help text, 80 columns wide, without colours. */
    public static String text(OptionTable table) {
        CommandLine command = new CommandLine(model(table));
        command.setUsageHelpWidth(WIDTH);
        String text = command.getUsageMessage(CommandLine.Help.Ansi.OFF);
        for (Option option : table.options()) {
            if (option.longName() == null && option.argument() == Option.Argument.REQUIRED) {
                // To getopt -P=N has the value =N.
                String letter = "\n  -" + option.shortName();
                text = text.replace(letter + "=", letter + " ");
            }
        }
        return text;
    }

    /** The table as a picocli command. */
    public static CommandSpec model(OptionTable table) {
        CommandSpec spec = CommandSpec.create().name(table.command());
        spec.usageMessage()
                .customSynopsis(synopsis(table))
                .description(verbatim(table.summary()))
                .sortOptions(false)
                .optionListHeading("%nOptions:%n");
        for (Option option : table.options()) {
            spec.addOption(optionSpec(option));
        }
        return spec;
    }

    private static String[] synopsis(OptionTable table) {
        List<String> lines = table.synopsis();
        String[] synopsis = new String[lines.size()];
        for (int i = 0; i < synopsis.length; i++) {
            synopsis[i] = (i == 0 ? "" : " ".repeat("Usage: ".length())) + table.command() + " " + lines.get(i);
        }
        return synopsis;
    }

    private static OptionSpec optionSpec(Option option) {
        String letter = option.shortName() == 0 ? null : "-" + option.shortName();
        String name = option.longName() == null ? null : "--" + option.longName();
        OptionSpec.Builder builder;
        if (letter == null) {
            builder = OptionSpec.builder(String.valueOf(name));
        } else {
            builder = name == null ? OptionSpec.builder(letter) : OptionSpec.builder(letter, name);
        }
        builder.description(verbatim(option.help())).hidden(option.help().isEmpty());
        switch (option.argument()) {
            case NONE -> builder.arity("0").type(boolean.class);
            case REQUIRED -> builder.arity("1").type(String.class).paramLabel(option.valueName());
            case OPTIONAL -> builder.arity("0..1").type(String.class).paramLabel(option.valueName());
        }
        return builder.build();
    }

    /** picocli takes a description for a format string. */
    private static String verbatim(String text) {
        return text.replace("%", "%%");
    }
}
