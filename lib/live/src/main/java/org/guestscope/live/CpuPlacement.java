package org.guestscope.live;

/** On which CPUs of the host a domain spent its time. */
public sealed interface CpuPlacement {

    /**
     * libvirt's own accounting, which needs the cpuacct controller of cgroup v1.
     *
     * @param total CPU time by host CPU, ns, counters
     * @param guest the part of the virtual CPUs, ns, counters
     */
    record PerCpu(long[] total, long[] guest) implements CpuPlacement {}

    /**
     * The host CPU each virtual CPU was last seen on; -1 when it is unknown.
     *
     * @param cpu by virtual CPU
     * @param time CPU time of each virtual CPU, ns, counters
     */
    record LastSeen(int[] cpu, long[] time) implements CpuPlacement {}
}
