package org.guestscope.virttop.model;

import java.util.List;
import org.guestscope.live.BlockFigure;
import org.guestscope.live.DeviceStats;
import org.guestscope.live.DomainStats;
import org.guestscope.live.Figures;
import org.guestscope.live.InterfaceFigure;

/**
 * A domain's increases of disk and network counters over one interval, summed over its devices; {@link #UNKNOWN} for a
 * figure no device has.
 */
public record Io(long rdReqs, long wrReqs, long rdBytes, long wrBytes, long rxBytes, long txBytes) {

    /** Stands for an increase that is not known: the first sample, or no device. */
    public static final long UNKNOWN = -1;

    /** Nothing is known. */
    public static final Io NONE = new Io(UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN);

    /** From one sample of a domain to another. */
    static Io between(DomainStats then, DomainStats now) {
        long rdReqs = UNKNOWN;
        long wrReqs = UNKNOWN;
        long rdBytes = UNKNOWN;
        long wrBytes = UNKNOWN;
        for (int i = 0; i < now.disks().size(); i++) {
            DeviceStats<BlockFigure> before = Increase.before(then.disks(), now.disks(), i);
            if (before != null) {
                Figures<BlockFigure> was = before.figures();
                Figures<BlockFigure> is = now.disks().get(i).figures();
                rdReqs = Increase.add(rdReqs, Increase.of(was, is, BlockFigure.RD_REQS));
                wrReqs = Increase.add(wrReqs, Increase.of(was, is, BlockFigure.WR_REQS));
                rdBytes = Increase.add(rdBytes, Increase.of(was, is, BlockFigure.RD_BYTES));
                wrBytes = Increase.add(wrBytes, Increase.of(was, is, BlockFigure.WR_BYTES));
            }
        }
        long rxBytes = UNKNOWN;
        long txBytes = UNKNOWN;
        List<DeviceStats<InterfaceFigure>> nics = now.interfaces();
        for (int i = 0; i < nics.size(); i++) {
            DeviceStats<InterfaceFigure> before = Increase.before(then.interfaces(), nics, i);
            if (before != null) {
                Figures<InterfaceFigure> was = before.figures();
                Figures<InterfaceFigure> is = nics.get(i).figures();
                rxBytes = Increase.add(rxBytes, Increase.of(was, is, InterfaceFigure.RX_BYTES));
                txBytes = Increase.add(txBytes, Increase.of(was, is, InterfaceFigure.TX_BYTES));
            }
        }
        return new Io(rdReqs, wrReqs, rdBytes, wrBytes, rxBytes, txBytes);
    }
}
