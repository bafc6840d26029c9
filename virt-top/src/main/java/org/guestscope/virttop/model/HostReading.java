package org.guestscope.virttop.model;

import java.util.List;
import org.guestscope.live.HostSample;
import org.jspecify.annotations.Nullable;

/**
 * One host over one interval.
 *
 * @param label what tells it from the others: its name, or its URI while it was never reached
 * @param sample at the interval's end; null while it was never reached
 * @param seconds the interval's length; 0 for the first sample
 * @param cpuPercent busy part of its CPUs, as it counts itself; NaN when unknown
 * @param trouble why the sample is old or missing; null when it is fresh
 */
public record HostReading(
        String label,
        @Nullable HostSample sample,
        double seconds,
        List<DomainReading> domains,
        List<CpuReading> cpus,
        double cpuPercent,
        @Nullable String trouble) {

    /** A host that has not answered yet. */
    public static HostReading unreached(String label, String trouble) {
        return new HostReading(label, null, 0, List.of(), List.of(), Double.NaN, trouble);
    }

    /** The same reading, grown old for that reason. */
    public HostReading troubled(String reason) {
        return new HostReading(label, sample, seconds, domains, cpus, cpuPercent, reason);
    }
}
