package org.guestscope.virtdf;

/** What a run comes to: its exit status, of which the guests' reports are not kept. */
final class Outcome {

    private static final int WARNING = 1;
    private static final int CRITICAL = 2;
    private static final int UNKNOWN = 3;

    private final Settings settings;
    private boolean failed;
    private boolean rows;
    private float fullest;

    Outcome(Settings settings) {
        this.settings = settings;
    }

    void add(GuestReport report) {
        failed |= !report.failures().isEmpty();
        for (FilesystemUsage row : report.rows()) {
            rows = true;
            float percent = settings.inodes() ? Figures.inodesUsePercent(row.stat()) : Figures.usePercent(row.stat());
            fullest = Math.max(fullest, percent);
        }
    }

    /** Whether there was a failure and no row. */
    boolean nothing() {
        return failed && !rows;
    }

    /**
     * The peer's status, or that of a monitoring plugin: what is known to be critical is worse than what is not known, and
     * that is worse than what is nearly full.
     */
    int status() {
        Double warn = settings.warn();
        Double crit = settings.crit();
        if (warn == null && crit == null) {
            return failed ? 1 : 0;
        }
        if (crit != null && rows && fullest >= crit) {
            return CRITICAL;
        }
        if (failed) {
            return UNKNOWN;
        }
        return warn != null && rows && fullest >= warn ? WARNING : 0;
    }
}
