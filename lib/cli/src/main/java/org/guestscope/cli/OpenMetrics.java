package org.guestscope.cli;

import java.util.List;
import java.util.Map;

/**
 * Writes metric families in the OpenMetrics text format. Families come one after the other, each sample under its
 * family; {@link #end} closes the exposition.
 *
 * @see <a href="https://prometheus.io/docs/specs/om/open_metrics_spec/">OpenMetrics 1.0</a>
 */
public final class OpenMetrics {

    /** One line of a family: labels in their order, and a value. */
    public record Sample(Map<String, String> labels, double value) {}

    private final StringBuilder text = new StringBuilder();

    /**
     * Appends a gauge family; nothing when it has no samples.
     *
     * @param name the family's name, its unit as its suffix
     * @param unit the base unit, e.g. {@code bytes}; empty for none
     */
    public OpenMetrics gauge(String name, String unit, String help, List<Sample> samples) {
        return family(name, "gauge", unit, help, "", samples);
    }

    /** Appends a counter family; samples get the {@code _total} suffix. */
    public OpenMetrics counter(String name, String unit, String help, List<Sample> samples) {
        return family(name, "counter", unit, help, "_total", samples);
    }

    /** Appends an info family, whose samples are all 1 and say what they say in labels. */
    public OpenMetrics info(String name, String help, List<Sample> samples) {
        return family(name, "info", "", help, "_info", samples);
    }

    /** The whole exposition with its end mark. */
    public String end() {
        return text.append("# EOF\n").toString();
    }

    private OpenMetrics family(
            String name, String type, String unit, String help, String suffix, List<Sample> samples) {
        if (samples.isEmpty()) {
            return this;
        }
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
        if (!unit.isEmpty()) {
            text.append("# UNIT ").append(name).append(' ').append(unit).append('\n');
        }
        text.append("# HELP ").append(name).append(' ');
        escape(help);
        text.append('\n');
        for (Sample sample : samples) {
            text.append(name).append(suffix);
            labels(sample.labels());
            text.append(' ').append(number(sample.value())).append('\n');
        }
        return this;
    }

    private void labels(Map<String, String> labels) {
        if (labels.isEmpty()) {
            return;
        }
        char before = '{';
        for (Map.Entry<String, String> label : labels.entrySet()) {
            text.append(before).append(label.getKey()).append("=\"");
            escape(label.getValue());
            text.append('"');
            before = ',';
        }
        text.append('}');
    }

    private void escape(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> text.append("\\\\");
                case '"' -> text.append("\\\"");
                case '\n' -> text.append("\\n");
                default -> text.append(c);
            }
        }
    }

    private static String number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return Long.toString((long) value);
        }
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        return Double.toString(value);
    }
}
