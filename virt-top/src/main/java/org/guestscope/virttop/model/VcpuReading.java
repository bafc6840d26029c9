package org.guestscope.virttop.model;

import java.util.ArrayList;
import java.util.List;
import org.guestscope.live.DomainStats;
import org.guestscope.live.Figures;
import org.guestscope.live.VcpuFigure;
import org.jspecify.annotations.Nullable;

/**
 * One virtual CPU over one interval.
 *
 * @param state {@code virVcpuState}: 0 offline, 1 running, 2 blocked; -1 unknown
 * @param percent of one host CPU it used; NaN when unknown
 * @param stealPercent of the interval it was runnable and waited for a host CPU; NaN when unknown
 * @param waitPercent of the interval it waited for I/O on the host; NaN when unknown
 */
public record VcpuReading(int number, int state, double percent, double stealPercent, double waitPercent) {

    /** Those of a domain that are known. */
    static List<VcpuReading> between(@Nullable DomainStats then, DomainStats now, double seconds) {
        List<VcpuReading> readings = new ArrayList<>(now.vcpus().size());
        for (int i = 0; i < now.vcpus().size(); i++) {
            Figures<VcpuFigure> figures = now.vcpus().get(i);
            if (figures == null) {
                continue;
            }
            Figures<VcpuFigure> before = then == null || i >= then.vcpus().size()
                    ? null
                    : then.vcpus().get(i);
            readings.add(new VcpuReading(
                    i,
                    (int) figures.get(VcpuFigure.STATE),
                    share(before, figures, VcpuFigure.TIME, seconds),
                    share(before, figures, VcpuFigure.DELAY, seconds),
                    share(before, figures, VcpuFigure.WAIT, seconds)));
        }
        return readings;
    }

    private static double share(
            @Nullable Figures<VcpuFigure> then, Figures<VcpuFigure> now, VcpuFigure figure, double seconds) {
        long nanos = then == null ? Io.UNKNOWN : Increase.of(then, now, figure);
        return nanos < 0 || seconds <= 0 ? Double.NaN : nanos / 1e7 / seconds;
    }
}
