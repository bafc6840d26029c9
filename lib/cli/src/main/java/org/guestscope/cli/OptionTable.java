package org.guestscope.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command's options, declared once: parsing, help, man page and shell completion all read this table.
 *
 * @param command the command's name
 * @param synopsis the words after the command's name in the usage lines, one line each
 * @param summary what the command does, in one sentence
 * @param options the options in the order of the help
 */
public record OptionTable(String command, List<String> synopsis, String summary, List<Option> options) {

    /** The option with this letter. */
    @Nullable Option byLetter(char letter) {
        for (Option option : options) {
            if (option.shortName() == letter && letter != 0) {
                return option;
            }
        }
        return null;
    }

    /** The letters, a line each with their dashes, for completion scripts ({@code --short-options}). */
    public String shortOptions() {
        StringBuilder text = new StringBuilder();
        for (Option option : options) {
            if (option.shortName() != 0) {
                text.append('-').append(option.shortName()).append('\n');
            }
        }
        return text.toString();
    }

    /** The long names, a line each with their dashes, for completion scripts ({@code --long-options}). */
    public String longOptions() {
        StringBuilder text = new StringBuilder();
        for (Option option : options) {
            if (option.longName() != null && !option.longName().endsWith("-options")) {
                text.append("--").append(option.longName()).append('\n');
            }
        }
        return text.toString();
    }
}
