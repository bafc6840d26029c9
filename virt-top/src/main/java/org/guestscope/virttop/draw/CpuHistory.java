package org.guestscope.virttop.draw;

import java.util.ArrayList;
import java.util.List;

/** The values of %CPU in the first line: one every so many seconds, newest first. */
public final class CpuHistory {

    /** As many as fit an 80-column line beside the host. */
    private static final int LENGTH = 11;

    private final double seconds;
    private final List<Double> values = new ArrayList<>();
    private long lastNanos;

    /**
     * An empty history.
     *
     * @param seconds between two values
     */
    public CpuHistory(double seconds) {
        this.seconds = seconds;
    }

    /** Takes a sample's total in if it is time for a value, NaN never; {@code nanos} of a clock that only runs forward. */
    public void accept(double percent, long nanos) {
        if (Double.isNaN(percent)) {
            return;
        }
        if (values.isEmpty() || (nanos - lastNanos) / 1e9 >= seconds) {
            values.add(0, percent);
            lastNanos = nanos;
            if (values.size() > LENGTH) {
                values.remove(LENGTH);
            }
        }
    }

    /** Newest first. */
    public List<Double> values() {
        return List.copyOf(values);
    }
}
