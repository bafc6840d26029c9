package org.guestscope.agent.child;

import java.io.IOException;

/** A program that was run failed: its stderr, or what can be said without. */
public final class ChildException extends IOException {

    private static final long serialVersionUID = 1;

    /** A failure told by the program itself. */
    public ChildException(String message) {
        super(message);
    }
}
