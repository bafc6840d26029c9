package org.guestscope.hostvalidate.compat;

import java.util.ArrayList;
import java.util.List;
import org.guestscope.hostvalidate.check.Level;

/** Collects the rows of one run as the text the tool prints. */
public final class Report {
    /** Width of the driver's name, right-aligned. */
    private static final int DRIVER_WIDTH = 6;

    /** Column of the colon before the level. */
    private static final int LABEL_END = 77;

    /** A row with the name of the driver it belongs to. */
    public record Entry(String driver, Row row) {}

    private final List<Entry> entries = new ArrayList<>();
    private final StringBuilder out = new StringBuilder(4096);
    private final StringBuilder err = new StringBuilder();
    private final boolean colour;
    private final boolean problemsOnly;
    private boolean failed;

    /**
     * An empty report.
     *
     * @param colour whether levels are coloured, as on a terminal
     * @param problemsOnly whether rows that passed are left out
     */
    public Report(boolean colour, boolean problemsOnly) {
        this.colour = colour;
        this.problemsOnly = problemsOnly;
    }

    /** Adds a row; a FAIL makes the whole report one. Returns whether it passed. */
    boolean add(String driver, Row row) {
        entries.add(new Entry(driver, row));
        if (row.level() == Level.FAIL) {
            failed = true;
        }
        if (!problemsOnly || row.level() == Level.WARN || row.level() == Level.FAIL) {
            print(driver, row);
        }
        return row.passed();
    }

    private void print(String driver, Row row) {
        int start = out.length();
        pad(start + DRIVER_WIDTH - driver.length());
        out.append(driver).append(": Checking ").append(row.label());
        pad(start + LABEL_END);
        out.append(": ");
        if (colour) {
            out.append("\033[").append(row.level().colour()).append('m');
            out.append(row.level().name()).append("\033[0m");
        } else {
            out.append(row.level().name());
        }
        if (!row.hint().isEmpty()) {
            out.append(" (").append(row.hint()).append(')');
        }
        out.append('\n');
    }

    private void pad(int end) {
        while (out.length() < end) {
            out.append(' ');
        }
    }

    /** Adds a line for standard error. */
    void complain(String line) {
        err.append(line).append('\n');
    }

    /** Makes the run a failure without a row that says so. */
    void fail() {
        failed = true;
    }

    /** Whether anything failed. */
    public boolean failed() {
        return failed;
    }

    /** All rows in order. */
    public List<Entry> entries() {
        return entries;
    }

    /** Text for standard output. */
    public String output() {
        return out.toString();
    }

    /** Text for standard error. */
    public String complaints() {
        return err.toString();
    }
}
