package org.guestscope.virttop.model;

import java.util.ArrayList;
import java.util.List;
import org.guestscope.live.BlockFigure;
import org.guestscope.live.DeviceStats;
import org.guestscope.live.DomainStats;
import org.guestscope.live.Figures;
import org.guestscope.live.InterfaceFigure;
import org.jspecify.annotations.Nullable;

/**
 * One disk or interface over one interval. Requests of an interface are its packets; in is what the guest reads or
 * receives. All numbers are increases, {@link Io#UNKNOWN} when the device has no such figure.
 *
 * @param path of a disk's image, where the driver tells
 * @param extra of disks: flushes and the nanoseconds requests took; of interfaces: drops and errors
 */
public record DeviceReading(
        DomainReading domain,
        String name,
        @Nullable String path,
        long inBytes,
        long outBytes,
        long inRequests,
        long outRequests,
        Extra extra) {

    /**
     * What the lists do not show and the domain's own screen does.
     *
     * @param inNanos time spent in reads
     * @param outNanos time spent in writes
     * @param flushes flush requests
     * @param flushNanos time spent in flushes
     * @param inErrors errors while receiving
     * @param outErrors errors while sending
     * @param inDrops packets dropped while receiving
     * @param outDrops packets dropped while sending
     * @param capacity a disk's size in bytes
     * @param allocation bytes of it that are backed on the host
     */
    public record Extra(
            long inNanos,
            long outNanos,
            long flushes,
            long flushNanos,
            long inErrors,
            long outErrors,
            long inDrops,
            long outDrops,
            long capacity,
            long allocation) {}

    /** The disks a domain had in {@code then} as well. */
    static List<DeviceReading> disks(DomainReading domain, DomainStats then) {
        List<DeviceStats<BlockFigure>> disks = domain.stats().disks();
        List<DeviceReading> readings = new ArrayList<>(disks.size());
        for (int i = 0; i < disks.size(); i++) {
            DeviceStats<BlockFigure> before = Increase.before(then.disks(), disks, i);
            if (before == null) {
                continue;
            }
            Figures<BlockFigure> was = before.figures();
            Figures<BlockFigure> is = disks.get(i).figures();
            readings.add(new DeviceReading(
                    domain,
                    disks.get(i).name(),
                    disks.get(i).path(),
                    Increase.of(was, is, BlockFigure.RD_BYTES),
                    Increase.of(was, is, BlockFigure.WR_BYTES),
                    Increase.of(was, is, BlockFigure.RD_REQS),
                    Increase.of(was, is, BlockFigure.WR_REQS),
                    new Extra(
                            Increase.of(was, is, BlockFigure.RD_TIMES),
                            Increase.of(was, is, BlockFigure.WR_TIMES),
                            Increase.of(was, is, BlockFigure.FL_REQS),
                            Increase.of(was, is, BlockFigure.FL_TIMES),
                            Increase.of(was, is, BlockFigure.ERRORS),
                            Io.UNKNOWN,
                            Io.UNKNOWN,
                            Io.UNKNOWN,
                            is.get(BlockFigure.CAPACITY),
                            is.get(BlockFigure.ALLOCATION))));
        }
        return readings;
    }

    /** The interfaces a domain had in {@code then} as well. */
    static List<DeviceReading> interfaces(DomainReading domain, DomainStats then) {
        List<DeviceStats<InterfaceFigure>> nics = domain.stats().interfaces();
        List<DeviceReading> readings = new ArrayList<>(nics.size());
        for (int i = 0; i < nics.size(); i++) {
            DeviceStats<InterfaceFigure> before = Increase.before(then.interfaces(), nics, i);
            if (before == null) {
                continue;
            }
            Figures<InterfaceFigure> was = before.figures();
            Figures<InterfaceFigure> is = nics.get(i).figures();
            readings.add(new DeviceReading(
                    domain,
                    nics.get(i).name(),
                    null,
                    Increase.of(was, is, InterfaceFigure.RX_BYTES),
                    Increase.of(was, is, InterfaceFigure.TX_BYTES),
                    Increase.of(was, is, InterfaceFigure.RX_PKTS),
                    Increase.of(was, is, InterfaceFigure.TX_PKTS),
                    new Extra(
                            Io.UNKNOWN,
                            Io.UNKNOWN,
                            Io.UNKNOWN,
                            Io.UNKNOWN,
                            Increase.of(was, is, InterfaceFigure.RX_ERRS),
                            Increase.of(was, is, InterfaceFigure.TX_ERRS),
                            Increase.of(was, is, InterfaceFigure.RX_DROP),
                            Increase.of(was, is, InterfaceFigure.TX_DROP),
                            Io.UNKNOWN,
                            Io.UNKNOWN)));
        }
        return readings;
    }

    /** Mean time of one read over the interval, in milliseconds; NaN when there was none. */
    public double readMillis() {
        return mean(extra.inNanos, inRequests);
    }

    /** Mean time of one write over the interval, in milliseconds; NaN when there was none. */
    public double writeMillis() {
        return mean(extra.outNanos, outRequests);
    }

    private static double mean(long nanos, long requests) {
        return nanos < 0 || requests <= 0 ? Double.NaN : nanos / 1e6 / requests;
    }
}
