package org.guestscope.hostvalidate.check;

/**
 * How a check came out.
 *
 * @param level how bad it is; NOTE when skipped
 * @param skipped whether the evidence could not be had, so that the level says nothing
 * @param seen what was seen, in one line
 * @param remedy shell commands that mend it, what no command can do as a comment in them; "" when there is nothing to
 *     mend
 */
public record Finding(Level level, boolean skipped, String seen, String remedy) {
    static Finding pass(String seen) {
        return new Finding(Level.PASS, false, seen, "");
    }

    static Finding note(String seen) {
        return new Finding(Level.NOTE, false, seen, "");
    }

    static Finding note(String seen, String remedy) {
        return new Finding(Level.NOTE, false, seen, remedy);
    }

    static Finding warn(String seen, String remedy) {
        return new Finding(Level.WARN, false, seen, remedy);
    }

    static Finding fail(String seen, String remedy) {
        return new Finding(Level.FAIL, false, seen, remedy);
    }

    /** Not checked, and why. */
    static Finding skipped(String reason) {
        return new Finding(Level.NOTE, true, reason, "");
    }
}
