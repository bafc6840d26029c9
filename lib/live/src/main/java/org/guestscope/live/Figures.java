package org.guestscope.live;

import java.util.Arrays;

/**
 * The figures of one domain, disk, interface or virtual CPU at one moment. Absence is ordinary: drivers, hosts and
 * guests each leave some out.
 *
 * @param <F> which figures these are
 */
public final class Figures<F extends Figure> {

    /** A figure that was not reported; no counter is negative. */
    public static final long ABSENT = -1;

    private final long[] values;

    Figures(long[] values) {
        this.values = values;
    }

    /** Figures of their own, each {@link #ABSENT} unless given: for those who make samples up. */
    @SafeVarargs
    public static <F extends Figure> Figures<F> of(Class<F> kind, Value<F>... given) {
        long[] values = blank(kind.getEnumConstants().length);
        for (Value<F> value : given) {
            values[value.figure.ordinal()] = value.value;
        }
        return new Figures<>(values);
    }

    /** A figure with its value. */
    public record Value<F extends Figure>(F figure, long value) {}

    static long[] blank(int count) {
        long[] values = new long[count];
        Arrays.fill(values, ABSENT);
        return values;
    }

    /** The figure's value in its own unit, or {@link #ABSENT}. */
    public long get(F figure) {
        return values[figure.ordinal()];
    }

    /** Whether the figure was reported. */
    public boolean has(F figure) {
        return values[figure.ordinal()] != ABSENT;
    }

    /** The figure's value, or {@code other} when it was not reported. */
    public long getOr(F figure, long other) {
        long value = values[figure.ordinal()];
        return value == ABSENT ? other : value;
    }
}
