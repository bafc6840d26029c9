package org.guestscope.live;

/**
 * What libvirt counts of a domain as a whole. Counters start with the domain; memory is in KiB, time in nanoseconds.
 *
 * @see <a href="https://libvirt.org/html/libvirt-libvirt-domain.html#virConnectGetAllDomainStats">virConnectGetAllDomainStats</a>
 */
public enum DomainFigure implements Figure {
    STATE("state.state"),
    /** Why it is in this state: {@code virDomainPausedReason} and the like. */
    REASON("state.reason"),
    /** CPU time of the whole machine, QEMU's own threads included, ns. */
    CPU_TIME("cpu.time"),
    /** Of that in user mode, ns. */
    CPU_USER("cpu.user"),
    /** Of that in the host's kernel, ns. */
    CPU_SYSTEM("cpu.system"),
    /** Memory given to the guest, KiB. */
    BALLOON_CURRENT("balloon.current"),
    /** Memory it can be given, KiB. */
    BALLOON_MAXIMUM("balloon.maximum"),
    /** Swapped in by the guest, KiB, counter. */
    BALLOON_SWAP_IN("balloon.swap_in"),
    /** Swapped out by the guest, KiB, counter. */
    BALLOON_SWAP_OUT("balloon.swap_out"),
    /** Page faults that needed the guest's disk, counter. */
    BALLOON_MAJOR_FAULT("balloon.major_fault"),
    /** Page faults that did not, counter. */
    BALLOON_MINOR_FAULT("balloon.minor_fault"),
    /** Free in the guest, caches not counted, KiB. */
    BALLOON_UNUSED("balloon.unused"),
    /** Usable memory as the guest sees it, KiB. */
    BALLOON_AVAILABLE("balloon.available"),
    /** What the guest could give up without swapping, KiB. */
    BALLOON_USABLE("balloon.usable"),
    /** Host memory of the QEMU process, KiB. */
    BALLOON_RSS("balloon.rss"),
    /** When the guest's balloon driver last reported, seconds since 1970; 0 for never. */
    BALLOON_LAST_UPDATE("balloon.last-update"),
    /** The guest's page cache, KiB. */
    BALLOON_DISK_CACHES("balloon.disk_caches"),
    /** Virtual CPUs plugged in. */
    VCPU_CURRENT("vcpu.current"),
    /** Virtual CPUs that can be. */
    VCPU_MAXIMUM("vcpu.maximum");

    private final String field;

    DomainFigure(String field) {
        this.field = field;
    }

    @Override
    public String field() {
        return field;
    }
}
