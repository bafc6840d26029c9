package org.guestscope.live;

import java.time.Instant;
import java.util.List;

/**
 * A host and all its domains at one moment.
 *
 * @param time when the statistics were asked for, by the wall clock
 * @param nanos the same moment by a clock that only runs forward, for differences between samples
 * @param hostname the host's name
 * @param complete false when a domain's QEMU kept libvirt waiting and the others were asked without it
 * @param cpuTimes counters by host CPU, when they were asked for
 */
public record HostSample(
        Instant time,
        long nanos,
        String hostname,
        Node node,
        List<DomainStats> domains,
        boolean complete,
        List<Node.CpuTime> cpuTimes) {

    /** Makes the lists its own. */
    public HostSample {
        domains = List.copyOf(domains);
        cpuTimes = List.copyOf(cpuTimes);
    }
}
