package org.guestscope.hostvalidate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.guestscope.cli.OpenMetrics;
import org.guestscope.hostvalidate.check.Level;
import org.guestscope.hostvalidate.check.Result;
import org.guestscope.hostvalidate.compat.Report;

/** The results as OpenMetrics gauges: a level is a number, 0 for PASS, 1 NOTE, 2 WARN, 3 FAIL; -1 not checked. */
final class MetricsReport {
    private static final double NOT_CHECKED = -1;

    private MetricsReport() {}

    static String text(Report rows, List<Result> results, Summary summary) {
        List<OpenMetrics.Sample> drivers = new ArrayList<>();
        for (Report.Entry entry : rows.entries()) {
            drivers.add(sample(
                    entry.row().level().severity(),
                    "driver",
                    entry.driver(),
                    "check",
                    entry.row().label()));
        }
        List<OpenMetrics.Sample> checks = new ArrayList<>();
        for (Result result : results) {
            double level = result.finding().skipped()
                    ? NOT_CHECKED
                    : result.finding().level().severity();
            String group = result.check().group().name().toLowerCase(Locale.ROOT);
            checks.add(sample(level, "check", result.check().id(), "group", group));
        }
        List<OpenMetrics.Sample> counts = new ArrayList<>();
        for (Level level : Level.values()) {
            counts.add(new OpenMetrics.Sample(
                    Map.of("level", level.name().toLowerCase(Locale.ROOT)), summary.count(level)));
        }
        String levels = ": 0 PASS, 1 NOTE, 2 WARN, 3 FAIL, -1 not checked";
        return new OpenMetrics()
                .gauge("host_validate_driver_level", "", "Result of a hypervisor driver's check" + levels, drivers)
                .gauge("host_validate_check_level", "", "Result of a further check" + levels, checks)
                .gauge("host_validate_checks", "", "Number of further checks by result", counts)
                .end();
    }

    private static OpenMetrics.Sample sample(double value, String... labels) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < labels.length; i += 2) {
            map.put(labels[i], labels[i + 1]);
        }
        return new OpenMetrics.Sample(map, value);
    }
}
