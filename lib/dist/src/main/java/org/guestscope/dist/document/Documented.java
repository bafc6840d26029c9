package org.guestscope.dist.document;

import java.util.ArrayList;
import java.util.List;
import org.guestscope.cli.OptionTable;
import org.guestscope.guest.catalogue.Catalogue;
import org.guestscope.guestfish.command.Builtins;
import org.guestscope.guestfish.option.GuestfishOptions;
import org.guestscope.guestfish.shell.Builtin;
import org.guestscope.hostvalidate.compat.Driver;
import org.guestscope.virtwhat.Arguments;

/**
 * A command with a manual page and completion.
 *
 * @param options its options
 * @param operands what its other words are
 * @param words the words to choose from, when they are commands or choices
 */
record Documented(OptionTable options, Operands operands, List<String> words) {

    /** What a command's words are that are no options. */
    enum Operands {
        NONE,
        FILES,
        /** One of some words. */
        CHOICES,
        /** Commands with parameters, separated by colons. */
        COMMANDS
    }

    /** All of them. */
    static List<Documented> all() {
        return List.of(
                new Documented(org.guestscope.virtdf.Options.TABLE, Operands.FILES, List.of()),
                new Documented(org.guestscope.virttop.settings.Options.TABLE, Operands.NONE, List.of()),
                new Documented(Arguments.OPTIONS, Operands.NONE, List.of()),
                new Documented(Arguments.CVM_OPTIONS, Operands.NONE, List.of()),
                new Documented(GuestfishOptions.table(), Operands.COMMANDS, commands()),
                new Documented(org.guestscope.hostvalidate.Main.OPTIONS, Operands.CHOICES, drivers()));
    }

    String name() {
        return options.command();
    }

    private static List<String> commands() {
        List<String> commands = new ArrayList<>(List.of(Catalogue.load().names()));
        for (Builtin builtin : Builtins.all()) {
            commands.add(builtin.name());
            commands.addAll(builtin.aliases());
        }
        commands.sort(null);
        return commands;
    }

    private static List<String> drivers() {
        List<String> drivers = new ArrayList<>();
        for (Driver driver : Driver.values()) {
            if (driver.exists()) {
                drivers.add(driver.argument());
            }
        }
        return drivers;
    }
}
