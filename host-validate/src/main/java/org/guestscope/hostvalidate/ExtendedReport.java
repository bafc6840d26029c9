package org.guestscope.hostvalidate;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.guestscope.cli.Console;
import org.guestscope.cli.PrintableText;
import org.guestscope.hostvalidate.check.Catalogue;
import org.guestscope.hostvalidate.check.Check;
import org.guestscope.hostvalidate.check.Finding;
import org.guestscope.hostvalidate.check.Group;
import org.guestscope.hostvalidate.check.Level;
import org.guestscope.hostvalidate.check.Result;
import org.guestscope.hostvalidate.compat.Report;
import org.guestscope.hostvalidate.host.Host;

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
                case TEXT -> console.out().print(text(request, rows, results, summary, console.terminal()));
                case JSON -> JsonReport.write(console.out(), host, rows, results, summary);
                case OPENMETRICS -> console.out().print(MetricsReport.text(rows, results, summary));
                case FIX_HINTS -> console.out().print(hints(results));
                case MONITOR -> console.out().print(summary.monitorLine());
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
            if (finding.skipped() || (request.failuresOnly() && !problem)) {
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
        Set<String> printed = new HashSet<>();
        for (Result result : results) {
            Finding finding = result.finding();
            boolean problem = finding.level() == Level.WARN || finding.level() == Level.FAIL;
            if (problem && !finding.remedy().isEmpty() && printed.add(finding.remedy())) {
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
}
