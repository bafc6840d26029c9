package org.guestscope.agent.child;

import java.io.IOException;

/** A program that was run failed: its stderr, or what can be said without. */
public final class ChildException extends IOException {

    private static final long serialVersionUID = 1;

    private final boolean isComplaint;

    /** A failure in words that say what it is about. */
    public ChildException(String message) {
        this(message, false);
    }

    private ChildException(String message, boolean isComplaint) {
        super(message);
        this.isComplaint = isComplaint;
    }

    /** What a program complained of. Only whoever called it knows what that is about: see {@link #about}. */
    static ChildException complaint(String message) {
        return new ChildException(message, true);
    }

    /** A complaint with the device or path that it is about before it; other failures as they are, and all when the subject
     * is empty. */
    public ChildException about(String subject) {
        boolean told = !isComplaint
                || subject.isEmpty()
                || String.valueOf(getMessage()).startsWith(subject + ": ");
        return told ? this : new ChildException(subject + ": " + getMessage());
    }
}
