package org.guestscope.hostvalidate;

import java.io.IOException;
import java.util.List;
import org.guestscope.cli.Console;
import org.guestscope.cli.PrintableText;
import org.guestscope.hostvalidate.check.Catalogue;
import org.guestscope.hostvalidate.check.Check;
import org.guestscope.hostvalidate.check.Finding;
import org.guestscope.hostvalidate.check.Group;
import org.guestscope.hostvalidate.check.Level;
import org.guestscope.hostvalidate.check.Result;
import org.guestscope.hostvalidate.check.Verdict;
import org.guestscope.hostvalidate.compat.Report;
import org.guestscope.hostvalidate.host.Host;
import org.jspecify.annotations.Nullable;

/** Runs all checks and prints them in the form asked for, after the rows of libvirt's tool. */
final class ExtendedReport {
    private static final int ID_COLUMN = 8;
    private static final int SEEN_COLUMN = 40;

    private ExtendedReport() {}

    /** Prints everything, and answers the exit status. */
    static int print(Request request, Report rows, Console console, Host host) throws IOException {
        List<Check<?>> checks = request.boot() ? Catalogue.checksWithBoot() : Catalogue.checks();
        List<Result> results = Catalogue.run(checks, host);
        Summary summary = Summary.of(rows, results);
        if (!request.quiet()) {
            switch (request.form()) {
                case TEXT:
                    console.out().print(text(request, rows, results, summary, console.terminal()));
                    break;
                case JSON:
                    JsonReport.write(console.out(), host, rows, results, summary);
                    break;
                case OPENMETRICS:
                    console.out().print(MetricsReport.text(rows, results, summary));
                    break;
                case FIX_HINTS:
                    console.out().print(hints(results));
                    break;
                case MONITOR:
                    console.out().print(summary.monitorLine());
                    break;
            }
        }
        return request.form() == Request.Form.MONITOR ? summary.monitorStatus() : summary.failed() ? 1 : 0;
    }

    private static String text(Request request, Report rows, List<Result> results, Summary summary, boolean colour) {
        StringBuilder out = new StringBuilder(rows.output());
        Group group = null;
        for (Result result : results) {
            Finding finding = result.finding();
            boolean problem = finding.level() == Level.WARN || finding.level() == Level.FAIL;
            if (finding.skipped() || request.failuresOnly() && !problem) {
                continue;
            }
            if (result.check().group() != group) {
                group = result.check().group();
                out.append('\n').append(group.title()).append('\n');
            }
            describe(out, result, colour);
        }
        return out.append(skipped(results)).append('\n').append(summary.text()).toString();
    }

    private static void describe(StringBuilder out, Result result, boolean colour) {
        Finding finding = result.finding();
        Level level = finding.level();
        out.append("  ");
        out.append(colour ? "\033[" + level.colour() + "m" + level.name() + "\033[0m" : level.name());
        out.append("  ").append(result.check().id());
        pad(out, SEEN_COLUMN - ID_COLUMN - result.check().id().length());
        out.append(result.check().title())
                .append(": ")
                .append(PrintableText.of(finding.seen()))
                .append('\n');
        if (level != Level.PASS) {
            pad(out, ID_COLUMN);
            out.append("why: ").append(result.check().why()).append('\n');
        }
        if (!finding.remedy().isEmpty()) {
            pad(out, ID_COLUMN);
            out.append("fix: ").append(PrintableText.of(finding.remedy())).append('\n');
        }
    }

    private static String skipped(List<Result> results) {
        StringBuilder out = new StringBuilder();
        for (Result result : results) {
            if (result.finding().skipped()) {
                out.append(out.length() == 0 ? "\nNot checked\n" : "");
                out.append("        ").append(result.check().id());
                pad(out, SEEN_COLUMN - ID_COLUMN - result.check().id().length());
                out.append(PrintableText.of(result.finding().seen())).append('\n');
            }
        }
        return out.toString();
    }

    private static String hints(List<Result> results) {
        StringBuilder out = new StringBuilder();
        @Nullable String last = null;
        for (Result result : results) {
            Finding finding = result.finding();
            boolean problem = finding.level() == Level.WARN || finding.level() == Level.FAIL;
            if (problem && !finding.remedy().isEmpty() && !finding.remedy().equals(last)) {
                last = finding.remedy();
                out.append("# ").append(result.check().id()).append(": ");
                out.append(PrintableText.of(finding.seen())).append('\n');
                out.append(PrintableText.of(finding.remedy())).append('\n');
            }
        }
        return out.toString();
    }

    private static void pad(StringBuilder out, int count) {
        for (int i = 0; i < Math.max(1, count); i++) {
            out.append(' ');
        }
    }

    /**
     * Counts and the verdict of a run.
     *
     * @param counts results by level, in the order of the levels, skipped ones apart
     */
    record Summary(int[] counts, int skipped, boolean rowsFailed, String verdict, String worst) {
        static Summary of(Report rows, List<Result> results) {
            int[] counts = new int[Level.values().length];
            int skipped = 0;
            StringBuilder worst = new StringBuilder();
            for (Result result : results) {
                if (result.finding().skipped()) {
                    skipped++;
                    continue;
                }
                Level level = result.finding().level();
                counts[level.ordinal()]++;
                if (level == Level.FAIL) {
                    worst.append(worst.length() == 0 ? "" : ", ")
                            .append(result.check().id());
                }
            }
            return new Summary(counts, skipped, rows.failed(), Verdict.of(results), worst.toString());
        }

        int count(Level level) {
            return counts[level.ordinal()];
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
}
