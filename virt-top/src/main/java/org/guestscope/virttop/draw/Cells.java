package org.guestscope.virttop.draw;

import com.googlecode.lanterna.TerminalTextUtils;
import org.guestscope.cli.PrintableText;

/** Figures in the few columns a list has for them, and names cut and padded by the columns a terminal gives them. */
public final class Cells {

    private static final long NANOS_A_SECOND = 1_000_000_000L;
    private static final long[] UNITS = {1L << 10, 1L << 20, 1L << 30};
    private static final char[] LETTERS = {'K', 'M', 'G'};

    /** Glyphs of a sparkline from little to much; the second row is for terminals without them. */
    private static final String BLOCKS = "▁▂▃▄▅▆▇█";

    private static final String ASCII = "_.-:=+*#";

    private Cells() {}

    /**
     * A count or a number of bytes in four columns: {@code 9999}, {@code 976K}, {@code 12M}, {@code 3G}, cut down; blank
     * when it is unknown, {@code >!!!} when it does not fit.
     */
    public static String figure(long value) {
        if (value < 0) {
            return "    ";
        }
        if (value <= 9999) {
            return right(Long.toString(value), 4);
        }
        for (int i = 0; i < UNITS.length; i++) {
            long scaled = value / UNITS[i];
            if (scaled <= 999) {
                // 1000 to 1023 of the smaller unit are too wide, and not yet one of this.
                return right(Long.toString(Math.max(1, scaled)) + LETTERS[i], 4);
            }
        }
        return ">!!!";
    }

    /** A percentage in four columns: {@code " 0.0"}, {@code " 9.9"}, {@code "99.9"}, {@code "100 "}; blank when NaN. */
    public static String percent(double value) {
        if (Double.isNaN(value)) {
            return "    ";
        }
        long tenths = Math.round(Math.max(0, value) * 10);
        if (tenths < 1000) {
            return right(tenths / 10 + "." + tenths % 10, 4);
        }
        return right(Long.toString(Math.min(Math.round(value), 9999)), 3) + (value < 1000 ? " " : "");
    }

    /** CPU time in nine columns: minutes below 12 hours, hours below 1,000, then days; blank when negative. */
    public static String time(long nanos) {
        if (nanos < 0) {
            return "         ";
        }
        long seconds = nanos / NANOS_A_SECOND;
        long minutes = seconds / 60;
        long hours = minutes / 60;
        if (hours < 12) {
            return right(Long.toString(minutes), 3)
                    + ':'
                    + two(seconds % 60)
                    + '.'
                    + two(nanos % NANOS_A_SECOND / (NANOS_A_SECOND / 100));
        }
        if (hours <= 999) {
            return right(Long.toString(hours), 3) + ':' + two(minutes % 60) + ':' + two(seconds % 60);
        }
        return right(Long.toString(hours / 24), 3) + 'd' + two(hours % 24) + ':' + two(minutes % 60);
    }

    private static String two(long value) {
        return value < 10 ? "0" + value : Long.toString(value);
    }

    /** {@code text} with blanks before it. */
    static String right(String text, int width) {
        return text.length() >= width ? text : " ".repeat(width - text.length()) + text;
    }

    /** {@code text}, cut and padded to {@code width} columns. */
    static String left(String text, int width) {
        String cut = cut(text, width);
        return cut + " ".repeat(Math.max(0, width - TerminalTextUtils.getColumnWidth(cut)));
    }

    /** {@code text}, cut to {@code width} columns at most. */
    static String cut(String text, int width) {
        return text.length() * 2 <= width ? text : TerminalTextUtils.fitString(text, Math.max(0, width));
    }

    /** A name from outside, safe for a terminal; characters beyond the basic plane, which cells cannot hold, as ?. */
    static String name(String untrusted) {
        String safe = PrintableText.of(untrusted);
        for (int i = 0; i < safe.length(); i++) {
            if (Character.isSurrogate(safe.charAt(i))) {
                return safe.replaceAll("[\\x{10000}-\\x{10ffff}]|\\p{Cs}", "?");
            }
        }
        return safe;
    }

    /** A line of bars for percentages from 0 to {@code full}, right-aligned in {@code width} columns. */
    static String sparkline(float[] values, int width, double full, boolean bars) {
        String glyphs = bars ? BLOCKS : ASCII;
        StringBuilder line = new StringBuilder(width);
        line.append(" ".repeat(Math.max(0, width - values.length)));
        for (int i = Math.max(0, values.length - width); i < values.length; i++) {
            int step = (int) (values[i] / full * glyphs.length());
            line.append(glyphs.charAt(Math.max(0, Math.min(step, glyphs.length() - 1))));
        }
        return line.toString();
    }
}
