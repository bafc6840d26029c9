package org.guestscope.virttop.model;

import java.util.List;
import org.guestscope.live.HostSample;

/**
 * The summary lines' numbers over all domains of all hosts.
 *
 * @param sleeping blocked, which only Xen tells
 * @param shutoff always 0, as a domain that is shut off counts as inactive
 * @param cpuPercent sum of the domains' parts of their hosts' CPUs, averaged over hosts
 * @param cpuNanos CPU time the domains used in the interval
 * @param memoryKib given to domains
 * @param guestMemoryKib the same without a Xen host's own domain
 * @param hostMemoryKib the hosts' memory
 */
public record Totals(
        int count,
        int active,
        int running,
        int sleeping,
        int paused,
        int inactive,
        int shutdown,
        int shutoff,
        int crashed,
        double cpuPercent,
        long cpuNanos,
        long memoryKib,
        long guestMemoryKib,
        long hostMemoryKib) {

    /** Sums up {@code hosts}. */
    public static Totals of(List<HostReading> hosts) {
        int count = 0;
        int running = 0;
        int sleeping = 0;
        int paused = 0;
        int inactive = 0;
        int shutdown = 0;
        int crashed = 0;
        double cpu = 0;
        long nanos = 0;
        long memory = 0;
        long guests = 0;
        long hostMemory = 0;
        int reached = 0;
        for (HostReading host : hosts) {
            HostSample sample = host.sample();
            if (sample == null) {
                continue;
            }
            reached++;
            hostMemory += sample.node().memoryKib();
            for (DomainReading domain : host.domains()) {
                count++;
                if (!domain.active()) {
                    inactive++;
                }
                switch (domain.stats().domain().state()) {
                    case RUNNING -> running++;
                    case BLOCKED -> sleeping++;
                    case PAUSED, PMSUSPENDED -> paused++;
                    case SHUTDOWN -> shutdown++;
                    case CRASHED -> crashed++;
                    case NOSTATE, SHUTOFF -> {}
                }
                if (domain.active()) {
                    cpu += Double.isNaN(domain.cpuPercent()) ? 0 : domain.cpuPercent();
                    nanos += Math.max(0, domain.cpuNanos());
                    memory += Math.max(0, domain.memoryKib());
                    guests += domain.id() == 0 ? 0 : Math.max(0, domain.memoryKib());
                }
            }
        }
        return new Totals(
                count,
                count - inactive,
                running,
                sleeping,
                paused,
                inactive,
                shutdown,
                0,
                crashed,
                reached == 0 ? 0 : cpu / reached,
                nanos,
                memory,
                guests,
                hostMemory);
    }
}
