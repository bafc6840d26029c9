package org.guestscope.guestfish.interactive;

import org.guestscope.cli.HumanSize;

/** How fast a call goes and how long it will take. */
final class Pace {
    private static final double NANOS = 1e9;
    /** Before that an estimate jumps about. */
    private static final double SETTLED_SECONDS = 3;

    private static final long MINUTE = 60;
    private static final long HOUR = 3600;
    private static final long LONGEST_HOURS = 99;

    private Pace() {}

    /** Units a second, in six columns; calls count bytes, and those that do not still show how they move. */
    static String rate(long position, long elapsedNanos) {
        double seconds = elapsedNanos / NANOS;
        String size = HumanSize.of(seconds <= 0 ? 0 : (long) (position / seconds), 1);
        return String.format("%5s/s", size);
    }

    /** The time that a call has taken so far. */
    static String since(long elapsedNanos) {
        return clock(Math.round(elapsedNanos / NANOS)) + " so far";
    }

    /** The time left: {@code mm:ss}, {@code hhhmm}, {@code >Nh}, or {@code --:--} while nobody can tell. */
    static String remaining(long position, long total, long elapsedNanos) {
        double elapsed = elapsedNanos / NANOS;
        if (total <= 0 || position <= 0 || elapsed < SETTLED_SECONDS) {
            return "--:--";
        }
        return clock(Math.round(elapsed * (total - position) / position));
    }

    private static String clock(long seconds) {
        if (seconds < HOUR) {
            return String.format("%02d:%02d", seconds / MINUTE, seconds % MINUTE);
        }
        long hours = seconds / HOUR;
        if (hours > LONGEST_HOURS) {
            return ">" + LONGEST_HOURS + "h";
        }
        return String.format("%02dh%02d", hours, seconds % HOUR / MINUTE);
    }
}
