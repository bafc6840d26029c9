package org.guestscope.hostvalidate;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.guestscope.hostvalidate.check.Level;
import org.guestscope.hostvalidate.check.Result;
import org.guestscope.hostvalidate.check.Verdict;
import org.guestscope.hostvalidate.compat.Report;

/**
 * Counts and the verdict of a run.
 *
 * @param counts results by level, skipped ones apart
 */
record Summary(Map<Level, Integer> counts, int skipped, boolean rowsFailed, String verdict, String worst) {
    static Summary of(Report rows, List<Result> results) {
        Map<Level, Integer> counts = new EnumMap<>(Level.class);
        int skipped = 0;
        StringBuilder worst = new StringBuilder();
        for (Result result : results) {
            if (result.finding().skipped()) {
                skipped++;
                continue;
            }
            Level level = result.finding().level();
            counts.merge(level, 1, Integer::sum);
            if (level == Level.FAIL) {
                worst.append(worst.length() == 0 ? "" : ", ")
                        .append(result.check().id());
            }
        }
        return new Summary(counts, skipped, rows.failed(), Verdict.of(results), worst.toString());
    }

    int count(Level level) {
        return counts.getOrDefault(level, 0);
    }

    boolean failed() {
        return rowsFailed || count(Level.FAIL) > 0;
    }

    String text() {
        return count(Level.PASS) + " passed, " + count(Level.NOTE) + " noted, " + count(Level.WARN) + " warnings, "
                + count(Level.FAIL) + " failed, " + skipped + " not checked\nVerdict: " + verdict + "\n";
    }

    /** Exit status by the convention of monitoring plugins: 0 fine, 1 warning, 2 critical, 3 unknown. */
    int monitorStatus() {
        if (failed()) {
            return 2;
        }
        if (count(Level.WARN) > 0) {
            return 1;
        }
        return count(Level.PASS) == 0 ? 3 : 0;
    }

    String monitorLine() {
        String[] words = {"OK", "WARNING", "CRITICAL", "UNKNOWN"};
        return "HOST-VALIDATE " + words[monitorStatus()] + " - " + verdict
                + (worst.isEmpty() ? "" : "; failed: " + worst) + " | passed=" + count(Level.PASS) + " noted="
                + count(Level.NOTE) + " warnings=" + count(Level.WARN) + " failed=" + count(Level.FAIL)
                + " skipped=" + skipped + "\n";
    }
}
