package org.guestscope.guestfish.option;

/** A command line that cannot be run. The message is complete; it may have several lines. */
public final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    public UsageException(String message) {
        super(message);
    }
}
