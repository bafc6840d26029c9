package org.guestscope.guestfish.command;

import java.io.IOException;
import java.util.List;
import org.guestscope.guestfish.shell.CommandException;
import org.guestscope.guestfish.shell.Shell;

/** Commands about event scripts. */
final class EventCommands {
    private EventCommands() {}

    static void event(Shell shell, String word, List<String> words) throws CommandException {
        Usage.check(words, 3, 3, "use 'event <name> <eventset> <script>' to register an event handler");
        shell.events().add(words.get(0), words.get(1), words.get(2));
    }

    static void delete(Shell shell, String word, List<String> words) throws CommandException {
        Usage.check(words, 1, 1, "use 'delete-event <name>' to delete an event handler");
        shell.events().delete(words.get(0));
    }

    static void list(Shell shell, String word, List<String> words) throws CommandException, IOException {
        Usage.check(words, 0, 0, "use ‘list-events’ to list event handlers");
        shell.output().guestText(shell.events().list());
    }
}
