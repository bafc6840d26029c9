package org.guestscope.live;

/** What a sample holds beyond the figures every sample has; each costs calls of its own. */
public enum Wanted {
    /** {@link DomainStats#placement} and {@link HostSample#cpuTimes}: a call a domain and one a host CPU. */
    PER_CPU,
    /** Virtual CPUs also from drivers whose bulk statistics leave them out: a call a domain there. */
    VCPUS
}
