package org.guestscope.guestfish.command;

import java.io.IOException;
import java.util.List;
import org.guestscope.appliance.session.Session;
import org.guestscope.guestfish.shell.CommandException;
import org.guestscope.guestfish.shell.Shell;

/** {@code help}. */
final class HelpCommand {
    private HelpCommand() {}

    static void help(Shell shell, String word, List<String> words) throws CommandException, IOException {
        Usage.check(words, 0, 1, "use 'help', 'help <cmd>' or 'help -l|--list' to list all commands");
        HelpText help = new HelpText(shell.textWidth());
        if (words.isEmpty()) {
            shell.output().print(HelpText.nextSteps(shell.session().state() == Session.State.READY));
            return;
        }
        String command = words.get(0);
        if (command.equals("-l") || command.equals("--list") || command.equals("list")) {
            shell.output().print(help.list());
            return;
        }
        String page = help.command(command);
        if (page == null) {
            throw new CommandException(command + ": command not known: use "
                    + (shell.interactive() ? "'help --list'" : "-h") + " to list all commands");
        }
        shell.output().print(page);
    }
}
