package org.guestscope.virttop.model;

import java.util.List;
import org.guestscope.live.DeviceStats;
import org.guestscope.live.Figure;
import org.guestscope.live.Figures;
import org.jspecify.annotations.Nullable;

/** What counters did between two samples. One that went back began again from 0, as a device's does that was put in anew. */
final class Increase {

    private Increase() {}

    /** How much a counter grew; {@link Io#UNKNOWN} when either end is absent, all of it when it began again. */
    static <F extends Figure> long of(Figures<F> then, Figures<F> now, F figure) {
        long before = then.get(figure);
        long after = now.get(figure);
        if (before < 0 || after < 0) {
            return Io.UNKNOWN;
        }
        return after >= before ? after - before : after;
    }

    /** The device that is at {@code place} of {@code now} as it was in {@code then}; null when it was not there. */
    static <F extends Figure> @Nullable DeviceStats<F> before(
            List<DeviceStats<F>> then, List<DeviceStats<F>> now, int place) {
        String name = now.get(place).name();
        // Devices come and go seldom: nearly always it is at the same place.
        if (place < then.size() && then.get(place).name().equals(name)) {
            return then.get(place);
        }
        for (DeviceStats<F> device : then) {
            if (device.name().equals(name)) {
                return device;
            }
        }
        return null;
    }

    /** Adds an increase to a sum that is unknown until a known one comes. */
    static long add(long sum, long increase) {
        return increase < 0 ? sum : Math.max(0, sum) + increase;
    }
}
