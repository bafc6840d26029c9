package org.guestscope.live;

/**
 * What libvirt counts of one disk: requests, bytes, nanoseconds; sizes in bytes.
 *
 * @see <a href="https://libvirt.org/html/libvirt-libvirt-domain.html#virConnectGetAllDomainStats">virConnectGetAllDomainStats</a>
 */
public enum BlockFigure implements Figure {
    RD_REQS("block.#.rd.reqs"),
    RD_BYTES("block.#.rd.bytes"),
    /** Time spent in reads, ns, counter. */
    RD_TIMES("block.#.rd.times"),
    WR_REQS("block.#.wr.reqs"),
    WR_BYTES("block.#.wr.bytes"),
    /** Time spent in writes, ns, counter. */
    WR_TIMES("block.#.wr.times"),
    /** Flushes, counter. */
    FL_REQS("block.#.fl.reqs"),
    /** Time spent in flushes, ns, counter. */
    FL_TIMES("block.#.fl.times"),
    /** Failed requests, where the driver counts them. */
    ERRORS("block.#.errors"),
    /** Highest byte written, or bytes allocated. */
    ALLOCATION("block.#.allocation"),
    /** The size the guest sees. */
    CAPACITY("block.#.capacity"),
    /** The size on the host. */
    PHYSICAL("block.#.physical");

    private final String field;

    BlockFigure(String field) {
        this.field = field;
    }

    @Override
    public String field() {
        return field;
    }
}
