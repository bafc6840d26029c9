package org.guestscope.live;

/** What a sample holds beyond the figures every sample has; each costs something. */
public enum Wanted {
    /** {@link DomainStats#placement} and {@link HostSample#cpuTimes}: a call a domain and one a host CPU. */
    PER_CPU,
    /** {@link DomainFigure#VCPU_CURRENT}: QEMU is asked about its virtual CPUs. */
    VCPU_COUNT,
    /**
     * Every virtual CPU, and what the guest reports of its memory; where there are no bulk statistics that is two calls a
     * domain.
     */
    DETAILS
}
