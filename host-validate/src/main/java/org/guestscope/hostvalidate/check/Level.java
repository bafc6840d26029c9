package org.guestscope.hostvalidate.check;

/** How a check came out, from best to worst. Terminals show the word in its colour. */
public enum Level {
    PASS(32),
    /** Worth knowing, nothing to mend. */
    NOTE(34),
    /** Guests work, but slower, less safely or with less than they could have. */
    WARN(33),
    /** Guests do not work. */
    FAIL(31);

    private final int colour;

    Level(int colour) {
        this.colour = colour;
    }

    /** The ANSI colour number (SGR parameter). */
    public int colour() {
        return colour;
    }
}
