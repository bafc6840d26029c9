package org.guestscope.virttop.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.guestscope.live.BlockFigure;
import org.guestscope.live.DeviceStats;
import org.guestscope.live.DomainFigure;
import org.guestscope.live.DomainStats;
import org.guestscope.live.Figure;
import org.guestscope.live.Figures;
import org.guestscope.live.HostSample;
import org.guestscope.live.InterfaceFigure;
import org.guestscope.live.Node;
import org.guestscope.live.VcpuFigure;
import org.jspecify.annotations.Nullable;

/**
 * Turns a host's samples into readings, one after the other. A domain that was started anew is a new one. A counter
 * that went back began again from 0, as a device does that was taken out and put in. Used by one thread.
 */
public final class HostModel {

    private final String uri;
    private volatile boolean byUri;
    private @Nullable HostSample last;
    private Map<String, DomainStats> lastDomains = Map.of();
    private Map<String, History> histories = Map.of();

    /**
     * A model without samples.
     *
     * @param uri what the host is called until its name is known
     */
    public HostModel(String uri) {
        this.uri = uri;
    }

    /** Calls the host by its URI from the next sample on: another one has its name. */
    public void goByUri() {
        byUri = true;
    }

    /** The reading of {@code sample} against the one before it. */
    public HostReading accept(HostSample sample) {
        String label = byUri ? uri : sample.hostname();
        HostSample before = last;
        double seconds = before == null ? 0 : (sample.nanos() - before.nanos()) / 1e9;
        Map<String, DomainStats> present = new HashMap<>(sample.domains().size() * 2);
        Map<String, History> known = new HashMap<>(sample.domains().size() * 2);
        List<DomainReading> domains = new ArrayList<>(sample.domains().size());
        List<DeviceReading> disks = new ArrayList<>();
        List<DeviceReading> interfaces = new ArrayList<>();
        for (DomainStats stats : sample.domains()) {
            String uuid = stats.domain().uuid();
            History history = histories.get(uuid);
            if (history == null) {
                history = new History();
            }
            DomainStats then = lastDomains.get(uuid);
            if (then != null && (!then.domain().id().equals(stats.domain().id()) || wentBack(then, stats))) {
                then = null;
            }
            if (stats.silent() && then != null) {
                // It counts on while it does not answer: its next answer is measured against its last one.
                present.put(uuid, then);
            } else {
                present.put(uuid, stats);
            }
            DomainReading reading = read(label, sample, stats, then, history);
            known.put(uuid, history);
            domains.add(reading);
            if (then != null && reading.active()) {
                disks(reading, then, disks);
                interfaces(reading, then, interfaces);
            }
        }
        List<CpuReading> cpus = CpuGrid.read(sample, before, lastDomains, domains, seconds);
        last = sample;
        lastDomains = present;
        histories = known;
        return new HostReading(
                label,
                sample,
                seconds,
                domains,
                disks,
                interfaces,
                cpus,
                before == null
                        ? Double.NaN
                        : busy(before.node().cpuTime(), sample.node().cpuTime()),
                null);
    }

    private static boolean wentBack(DomainStats then, DomainStats now) {
        long before = then.figures().get(DomainFigure.CPU_TIME);
        long after = now.figures().get(DomainFigure.CPU_TIME);
        return after >= 0 && after < before;
    }

    private static DomainReading read(
            String label, HostSample sample, DomainStats stats, @Nullable DomainStats then, History history) {
        double seconds = then == null ? 0 : (stats.nanos() - then.nanos()) / 1e9;
        Node node = sample.node();
        long nanos = then == null ? Io.UNKNOWN : increase(then.figures(), stats.figures(), DomainFigure.CPU_TIME);
        double percent = nanos < 0 || seconds <= 0 || node.cpus() <= 0
                ? Double.NaN
                : 100.0 * nanos / (seconds * 1e9 * node.cpus());
        long memory = stats.figures().get(DomainFigure.BALLOON_CURRENT);
        double memoryPercent = memory < 0 || node.memoryKib() <= 0 ? Double.NaN : 100.0 * memory / node.memoryKib();
        history.add(percent);
        return new DomainReading(
                label,
                stats,
                seconds,
                nanos,
                percent,
                memoryPercent,
                then == null ? Io.NONE : io(then, stats),
                vcpus(then, stats, seconds),
                history);
    }

    private static Io io(DomainStats then, DomainStats now) {
        return new Io(
                sum(then.disks(), now.disks(), BlockFigure.RD_REQS),
                sum(then.disks(), now.disks(), BlockFigure.WR_REQS),
                sum(then.disks(), now.disks(), BlockFigure.RD_BYTES),
                sum(then.disks(), now.disks(), BlockFigure.WR_BYTES),
                sum(then.interfaces(), now.interfaces(), InterfaceFigure.RX_BYTES),
                sum(then.interfaces(), now.interfaces(), InterfaceFigure.TX_BYTES));
    }

    private static <F extends Figure> long sum(List<DeviceStats<F>> then, List<DeviceStats<F>> now, F figure) {
        long sum = Io.UNKNOWN;
        for (DeviceStats<F> device : now) {
            DeviceStats<F> before = named(then, device.name());
            if (before != null) {
                long increase = increase(before.figures(), device.figures(), figure);
                if (increase >= 0) {
                    sum = Math.max(0, sum) + increase;
                }
            }
        }
        return sum;
    }

    private static <F extends Figure> @Nullable DeviceStats<F> named(List<DeviceStats<F>> devices, String name) {
        for (DeviceStats<F> device : devices) {
            if (device.name().equals(name)) {
                return device;
            }
        }
        return null;
    }

    /** How much a counter grew; {@link Io#UNKNOWN} when either end is absent, all of it when it began again. */
    static <F extends Figure> long increase(Figures<F> then, Figures<F> now, F figure) {
        long before = then.get(figure);
        long after = now.get(figure);
        if (before < 0 || after < 0) {
            return Io.UNKNOWN;
        }
        return after >= before ? after - before : after;
    }

    private static List<VcpuReading> vcpus(@Nullable DomainStats then, DomainStats now, double seconds) {
        List<VcpuReading> readings = new ArrayList<>(now.vcpus().size());
        for (int i = 0; i < now.vcpus().size(); i++) {
            Figures<VcpuFigure> figures = now.vcpus().get(i);
            if (figures == null) {
                continue;
            }
            Figures<VcpuFigure> before = then == null || i >= then.vcpus().size()
                    ? null
                    : then.vcpus().get(i);
            readings.add(new VcpuReading(
                    i,
                    (int) figures.get(VcpuFigure.STATE),
                    share(before, figures, VcpuFigure.TIME, seconds),
                    share(before, figures, VcpuFigure.DELAY, seconds),
                    share(before, figures, VcpuFigure.WAIT, seconds)));
        }
        return readings;
    }

    private static double share(
            @Nullable Figures<VcpuFigure> then, Figures<VcpuFigure> now, VcpuFigure figure, double seconds) {
        long nanos = then == null ? Io.UNKNOWN : increase(then, now, figure);
        return nanos < 0 || seconds <= 0 ? Double.NaN : nanos / 1e7 / seconds;
    }

    private static void disks(DomainReading domain, DomainStats then, List<DeviceReading> into) {
        for (DeviceStats<BlockFigure> disk : domain.stats().disks()) {
            DeviceStats<BlockFigure> before = named(then.disks(), disk.name());
            if (before == null) {
                continue;
            }
            Figures<BlockFigure> was = before.figures();
            Figures<BlockFigure> is = disk.figures();
            into.add(new DeviceReading(
                    domain,
                    disk.name(),
                    disk.path(),
                    increase(was, is, BlockFigure.RD_BYTES),
                    increase(was, is, BlockFigure.WR_BYTES),
                    increase(was, is, BlockFigure.RD_REQS),
                    increase(was, is, BlockFigure.WR_REQS),
                    new DeviceReading.Extra(
                            increase(was, is, BlockFigure.RD_TIMES),
                            increase(was, is, BlockFigure.WR_TIMES),
                            increase(was, is, BlockFigure.FL_REQS),
                            increase(was, is, BlockFigure.FL_TIMES),
                            increase(was, is, BlockFigure.ERRORS),
                            Io.UNKNOWN,
                            Io.UNKNOWN,
                            Io.UNKNOWN,
                            is.get(BlockFigure.CAPACITY),
                            is.get(BlockFigure.ALLOCATION))));
        }
    }

    private static void interfaces(DomainReading domain, DomainStats then, List<DeviceReading> into) {
        for (DeviceStats<InterfaceFigure> nic : domain.stats().interfaces()) {
            DeviceStats<InterfaceFigure> before = named(then.interfaces(), nic.name());
            if (before == null) {
                continue;
            }
            Figures<InterfaceFigure> was = before.figures();
            Figures<InterfaceFigure> is = nic.figures();
            into.add(new DeviceReading(
                    domain,
                    nic.name(),
                    null,
                    increase(was, is, InterfaceFigure.RX_BYTES),
                    increase(was, is, InterfaceFigure.TX_BYTES),
                    increase(was, is, InterfaceFigure.RX_PKTS),
                    increase(was, is, InterfaceFigure.TX_PKTS),
                    new DeviceReading.Extra(
                            Io.UNKNOWN,
                            Io.UNKNOWN,
                            Io.UNKNOWN,
                            Io.UNKNOWN,
                            increase(was, is, InterfaceFigure.RX_ERRS),
                            increase(was, is, InterfaceFigure.TX_ERRS),
                            increase(was, is, InterfaceFigure.RX_DROP),
                            increase(was, is, InterfaceFigure.TX_DROP),
                            Io.UNKNOWN,
                            Io.UNKNOWN)));
        }
    }

    /** The busy part of all that was counted between two moments, in percent; NaN when unknown. */
    static double busy(Node.CpuTime then, Node.CpuTime now) {
        if (then.idle() < 0 || now.idle() < 0) {
            return Double.NaN;
        }
        double work = grown(then.user(), now.user()) + grown(then.system(), now.system());
        double rest = grown(then.idle(), now.idle()) + grown(then.iowait(), now.iowait());
        return work + rest <= 0 ? Double.NaN : 100 * work / (work + rest);
    }

    private static double grown(long then, long now) {
        return Math.max(0, now - then);
    }
}
