package org.guestscope.guestfish.command;

import java.util.List;
import org.guestscope.guestfish.shell.CommandException;

/** Checks the number of parameters of the shell's own commands. */
final class Usage {
    private Usage() {}

    /** @param usage the whole complaint when the number is outside the range */
    static void check(List<String> parameters, int least, int most, String usage) throws CommandException {
        if (parameters.size() < least || parameters.size() > most) {
            throw new CommandException(usage);
        }
    }
}
