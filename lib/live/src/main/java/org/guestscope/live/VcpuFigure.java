package org.guestscope.live;

/**
 * What libvirt counts of one virtual CPU.
 *
 * @see <a href="https://libvirt.org/html/libvirt-libvirt-domain.html#virConnectGetAllDomainStats">virConnectGetAllDomainStats</a>
 */
public enum VcpuFigure implements Figure {
    /** {@code virVcpuState}: 0 offline, 1 running, 2 blocked. */
    STATE("vcpu.#.state"),
    /** CPU time, ns, counter. */
    TIME("vcpu.#.time"),
    /** Waiting for I/O on the host, ns, counter; 0 where the host keeps no schedstats. */
    WAIT("vcpu.#.wait"),
    /** 1 when the guest idles this CPU. */
    HALTED("vcpu.#.halted"),
    /** Runnable and waiting for a host CPU, ns, counter: the guest sees it as steal. */
    DELAY("vcpu.#.delay");

    private final String field;

    VcpuFigure(String field) {
        this.field = field;
    }

    @Override
    public String field() {
        return field;
    }
}
