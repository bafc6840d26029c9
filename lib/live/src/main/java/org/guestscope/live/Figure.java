package org.guestscope.live;

/** A number libvirt's statistics have under a name. */
public sealed interface Figure permits DomainFigure, VcpuFigure, InterfaceFigure, BlockFigure {

    /** libvirt's name, {@code #} standing for the device's index. */
    String field();

    /** The figure's place among its kind. */
    int ordinal();
}
