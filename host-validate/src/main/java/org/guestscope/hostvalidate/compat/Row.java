package org.guestscope.hostvalidate.compat;

import org.guestscope.hostvalidate.check.Level;

/**
 * One line of the report.
 *
 * @param label what was checked, as it follows the word Checking
 * @param level the result
 * @param hint what to do, in one line; "" after a PASS
 */
public record Row(String label, Level level, String hint) {
    static Row pass(String label) {
        return new Row(label, Level.PASS, "");
    }

    /** PASS, or else that level with that hint. */
    static Row of(String label, boolean passed, Level otherwise, String hint) {
        return passed ? pass(label) : new Row(label, otherwise, hint);
    }

    boolean passed() {
        return level == Level.PASS;
    }
}
