package org.guestscope.agent.child;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A program that was run failed: its stderr, or what can be said without. */
public final class ChildException extends IOException {

    private static final long serialVersionUID = 1;

    /** What a program calls a file that the agent has opened for it. */
    private static final Pattern OPEN_FILE = Pattern.compile("/proc/[0-9]+/fd/[0-9]+(?=[^0-9/]|$)");

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
        if (!isComplaint || subject.isEmpty()) {
            return this;
        }
        String message = OPEN_FILE.matcher(String.valueOf(getMessage())).replaceAll(Matcher.quoteReplacement(subject));
        return new ChildException(message.startsWith(subject + ": ") ? message : subject + ": " + message);
    }
}
