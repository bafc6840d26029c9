package org.guestscope.cli;

import java.io.PrintStream;

/**
 * One line on standard error that tells how far a long run has come. It is drawn only on a terminal, and wiped before
 * anything else is printed.
 */
public final class ProgressLine {

    private static final long FIRST_AFTER_NANOS = 500_000_000L;
    private static final long REDRAW_NANOS = 100_000_000L;

    private final PrintStream err;
    private final boolean enabled;
    private final long start = System.nanoTime();
    private long last;
    private boolean shown;

    public ProgressLine(Console console) {
        this(console.err(), console.errTerminal());
    }

    /**
     * A line on {@code err}.
     *
     * @param terminal whether that is a terminal
     */
    public ProgressLine(PrintStream err, boolean terminal) {
        this.err = err;
        this.enabled = terminal;
    }

    /** Shows {@code done} of {@code total} and what is being worked on, after a moment; may be called as often as one likes. */
    public synchronized void update(int done, int total, String what) {
        long now = System.nanoTime();
        if (now - start < FIRST_AFTER_NANOS || shown && now - last < REDRAW_NANOS) {
            return;
        }
        last = now;
        show(done + "/" + total + " " + PrintableText.of(what));
    }

    /** Shows a text of the program's own at once. */
    public synchronized void show(String text) {
        if (!enabled) {
            return;
        }
        shown = true;
        err.print("\r\033[K" + (text.length() > 78 ? text.substring(0, 78) : text));
        err.flush();
    }

    /** Wipes the line. */
    public synchronized void clear() {
        if (shown) {
            err.print("\r\033[K");
            err.flush();
            shown = false;
        }
    }
}
