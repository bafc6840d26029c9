package org.guestscope.hostvalidate.check;

/** How a check came out, from best to worst. Terminals show the word in its colour. */
public enum Level {
    PASS(0, 32),
    /** Worth knowing, nothing to mend. */
    NOTE(1, 34),
    /** Guests work, but slower, less safely or with less than they could have. */
    WARN(2, 33),
    /** Guests do not work. */
    FAIL(3, 31);

    private final int severity;
    private final int colour;

    Level(int severity, int colour) {
        this.severity = severity;
        this.colour = colour;
    }

    /** A number that grows as things get worse, from 0; metrics show it, so it never changes. */
    public int severity() {
        return severity;
    }

    /** The ANSI colour number (SGR parameter). */
    public int colour() {
        return colour;
    }
}
