package org.guestscope.virttop.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.guestscope.live.BlockFigure;
import org.guestscope.live.CpuPlacement;
import org.guestscope.live.DeviceStats;
import org.guestscope.live.Domain;
import org.guestscope.live.DomainFigure;
import org.guestscope.live.DomainState;
import org.guestscope.live.DomainStats;
import org.guestscope.live.Figures;
import org.guestscope.live.HostSample;
import org.guestscope.live.InterfaceFigure;
import org.guestscope.live.Node;
import org.guestscope.live.VcpuFigure;
import org.jspecify.annotations.Nullable;

/** Samples made up for tests: a host of 4 CPUs and 8 GiB, and domains whose counters the test sets. */
public final class Samples {

    public static final Instant START = Instant.parse("2026-03-01T17:38:38Z");

    private Samples() {}

    /** A sample {@code seconds} after {@link #START}. */
    public static HostSample at(double seconds, Domains... domains) {
        return at("host1", seconds, domains);
    }

    public static HostSample at(String host, double seconds, Domains... domains) {
        long nanos = (long) (seconds * 1e9);
        List<DomainStats> stats = new ArrayList<>();
        for (Domains domain : domains) {
            stats.add(domain.build(nanos));
        }
        Node node = new Node(
                "x86_64",
                8 << 20,
                4,
                1600,
                4,
                new Node.CpuTime(nanos, nanos, 2 * nanos, 0),
                new Node.Memory(8 << 20, 1 << 20, 0, 1 << 20));
        return new HostSample(START.plusNanos(nanos), nanos, host, node, stats, true, List.of());
    }

    /** One domain of a sample. */
    public static final class Domains {
        private final String name;
        private final int id;
        private DomainState state = DomainState.RUNNING;
        private long cpu = Figures.ABSENT;
        private long memoryMib = 1024;
        private final List<DeviceStats<BlockFigure>> disks = new ArrayList<>();
        private final List<DeviceStats<InterfaceFigure>> nics = new ArrayList<>();
        private final List<@Nullable Figures<VcpuFigure>> vcpus = new ArrayList<>();
        private @Nullable CpuPlacement placement;

        private Domains(String name, int id) {
            this.name = name;
            this.id = id;
        }

        /** A running domain that has used {@code cpuMillis}. */
        public static Domains running(String name, int id, long cpuMillis) {
            Domains domain = new Domains(name, id);
            domain.cpu = cpuMillis * 1_000_000;
            return domain;
        }

        /** A running domain whose QEMU does not answer. */
        public static Domains silent(String name, int id) {
            return new Domains(name, id);
        }

        public static Domains off(String name) {
            Domains domain = new Domains(name, -1);
            domain.state = DomainState.SHUTOFF;
            return domain;
        }

        public Domains in(DomainState other) {
            state = other;
            return this;
        }

        public Domains memory(long mib) {
            memoryMib = mib;
            return this;
        }

        public Domains disk(String device, long rdReqs, long wrReqs, long rdBytes, long wrBytes) {
            disks.add(new DeviceStats<>(
                    device,
                    "/images/" + device,
                    Figures.of(
                            BlockFigure.class,
                            new Figures.Value<>(BlockFigure.RD_REQS, rdReqs),
                            new Figures.Value<>(BlockFigure.WR_REQS, wrReqs),
                            new Figures.Value<>(BlockFigure.RD_BYTES, rdBytes),
                            new Figures.Value<>(BlockFigure.WR_BYTES, wrBytes),
                            new Figures.Value<>(BlockFigure.RD_TIMES, rdReqs * 2_000_000),
                            new Figures.Value<>(BlockFigure.CAPACITY, 10L << 30))));
            return this;
        }

        public Domains nic(String device, long rxBytes, long txBytes) {
            nics.add(new DeviceStats<>(
                    device,
                    null,
                    Figures.of(
                            InterfaceFigure.class,
                            new Figures.Value<>(InterfaceFigure.RX_BYTES, rxBytes),
                            new Figures.Value<>(InterfaceFigure.TX_BYTES, txBytes),
                            new Figures.Value<>(InterfaceFigure.RX_PKTS, rxBytes / 100),
                            new Figures.Value<>(InterfaceFigure.TX_PKTS, txBytes / 100),
                            new Figures.Value<>(InterfaceFigure.RX_DROP, 3L))));
            return this;
        }

        public Domains vcpu(long millis, long delayMillis) {
            vcpus.add(Figures.of(
                    VcpuFigure.class,
                    new Figures.Value<>(VcpuFigure.STATE, 1L),
                    new Figures.Value<>(VcpuFigure.TIME, millis * 1_000_000),
                    new Figures.Value<>(VcpuFigure.DELAY, delayMillis * 1_000_000)));
            return this;
        }

        public Domains placed(CpuPlacement where) {
            placement = where;
            return this;
        }

        private DomainStats build(long nanos) {
            Domain domain = new Domain(
                    name,
                    "00000000-0000-4000-8000-" + "%012x".formatted(name.hashCode() & 0xffffffffL),
                    id < 0 ? OptionalInt.empty() : OptionalInt.of(id),
                    state);
            Figures<DomainFigure> figures = Figures.of(
                    DomainFigure.class,
                    new Figures.Value<>(DomainFigure.CPU_TIME, cpu),
                    new Figures.Value<>(DomainFigure.BALLOON_CURRENT, memoryMib * 1024),
                    new Figures.Value<>(DomainFigure.BALLOON_MAXIMUM, memoryMib * 2048),
                    new Figures.Value<>(DomainFigure.BALLOON_AVAILABLE, memoryMib * 1000),
                    new Figures.Value<>(DomainFigure.BALLOON_USABLE, memoryMib * 400),
                    new Figures.Value<>(DomainFigure.VCPU_CURRENT, 2L));
            return new DomainStats(domain, nanos, id >= 0 && cpu < 0, figures, vcpus, disks, nics, placement);
        }
    }
}
