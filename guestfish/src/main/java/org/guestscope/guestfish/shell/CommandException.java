package org.guestscope.guestfish.shell;

import org.jspecify.annotations.Nullable;

/** A command failed for a reason of the shell. The message is printed as it is. */
public final class CommandException extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param message complete, maybe several lines; null when everything has been said already */
    public CommandException(@Nullable String message) {
        super(message);
    }
}
