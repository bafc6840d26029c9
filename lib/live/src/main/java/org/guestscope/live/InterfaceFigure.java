package org.guestscope.live;

/**
 * What libvirt counts of one network interface, from the guest's side.
 *
 * @see <a href="https://libvirt.org/html/libvirt-libvirt-domain.html#virConnectGetAllDomainStats">virConnectGetAllDomainStats</a>
 */
public enum InterfaceFigure implements Figure {
    RX_BYTES("net.#.rx.bytes"),
    RX_PKTS("net.#.rx.pkts"),
    RX_ERRS("net.#.rx.errs"),
    RX_DROP("net.#.rx.drop"),
    TX_BYTES("net.#.tx.bytes"),
    TX_PKTS("net.#.tx.pkts"),
    TX_ERRS("net.#.tx.errs"),
    TX_DROP("net.#.tx.drop");

    private final String field;

    InterfaceFigure(String field) {
        this.field = field;
    }

    @Override
    public String field() {
        return field;
    }
}
