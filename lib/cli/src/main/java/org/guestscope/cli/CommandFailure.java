package org.guestscope.cli;

import org.jspecify.annotations.Nullable;

/**
 * Ends a command with a message for people and an exit status. The message names what failed, on what and why; the
 * tool's name is put before it by {@link Tool}.
 */
public final class CommandFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final @Nullable String hint;

    public CommandFailure(String message) {
        this(message, null, 1, null);
    }

    public CommandFailure(String message, @Nullable Throwable cause) {
        this(message, null, 1, cause);
    }

    /**
     * @param hint a second line with what to do next, printed without the tool's name
     * @param status the process's exit status
     */
    public CommandFailure(String message, @Nullable String hint, int status, @Nullable Throwable cause) {
        super(message, cause);
        this.hint = hint;
        this.status = status;
    }

    /** The process's exit status. */
    public int status() {
        return status;
    }

    /** What the reader could do next, if there is something. */
    public @Nullable String hint() {
        return hint;
    }
}
