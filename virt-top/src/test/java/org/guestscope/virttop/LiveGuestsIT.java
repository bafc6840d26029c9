package org.guestscope.virttop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.guestscope.live.BlockFigure;
import org.guestscope.live.DomainFacts;
import org.guestscope.live.DomainFigure;
import org.guestscope.live.Figures;
import org.guestscope.live.HostSample;
import org.guestscope.live.InterfaceFigure;
import org.guestscope.live.LiveTestbed;
import org.guestscope.live.Wanted;
import org.guestscope.virttop.collect.Sampler;
import org.guestscope.virttop.model.CpuReading;
import org.guestscope.virttop.model.DomainReading;
import org.guestscope.virttop.model.HostReading;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Running guests, watched through their libvirtd while things happen to both. The last tests break the most. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LiveGuestsIT {

    private static final Set<Wanted> ALL = EnumSet.allOf(Wanted.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static LiveTestbed bed;
    private static Sampler sampler;

    @BeforeAll
    static void start() throws Exception {
        bed = LiveTestbed.start(Path.of("src/test/resources/testbed/testbed.sh").toAbsolutePath());
        sampler = new Sampler(List.of(bed.readOnlyUri()), PATIENCE, () -> {});
        sampler.connect();
    }

    @AfterAll
    static void stop() throws Exception {
        if (sampler != null) {
            sampler.close();
        }
        if (bed != null) {
            bed.close();
        }
    }

    private static HostReading sample() {
        return sampler.round(ALL).get(0);
    }

    private static HostSample sampled(HostReading reading) {
        return Objects.requireNonNull(reading.sample());
    }

    private static DomainReading named(HostReading reading, String name) {
        return reading.domains().stream()
                .filter(domain -> domain.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Samples twice a second until a reading is as it should be; the last one after half a minute. */
    private static HostReading until(Predicate<HostReading> good) throws InterruptedException {
        HostReading reading = sample();
        for (int i = 0; i < 60 && !good.test(reading); i++) {
            Thread.sleep(500);
            reading = sample();
        }
        return reading;
    }

    /** How long the quickest of some samples takes: of a machine that is busy with other things, some are slow. */
    private static Duration quickest(int samples) {
        long quickest = Long.MAX_VALUE;
        for (int i = 0; i < samples && quickest > PATIENCE.toNanos() / 2; i++) {
            long began = System.nanoTime();
            sample();
            quickest = Math.min(quickest, System.nanoTime() - began);
        }
        return Duration.ofNanos(quickest);
    }

    private static long number(Map<String, String> stats, String name) {
        return Long.parseLong(stats.getOrDefault(name, "-1"));
    }

    @Test
    @Order(1)
    void figuresAreThoseOfVirshAtTheSameMoment() throws Exception {
        Map<String, String> before = bed.domstats("busy");
        DomainReading busy = named(sample(), "busy");
        Map<String, String> after = bed.domstats("busy");

        Figures<DomainFigure> figures = busy.stats().figures();
        for (DomainFigure figure : List.of(
                DomainFigure.CPU_TIME,
                DomainFigure.BALLOON_CURRENT,
                DomainFigure.BALLOON_MAXIMUM,
                DomainFigure.VCPU_CURRENT,
                DomainFigure.BALLOON_MINOR_FAULT)) {
            assertThat(figures.get(figure))
                    .as(figure.field())
                    // Its balloon may still be filling, which takes memory away.
                    .isBetween(
                            Math.min(number(before, figure.field()), number(after, figure.field())),
                            Math.max(number(before, figure.field()), number(after, figure.field())));
        }
        Figures<BlockFigure> disk = busy.stats().disks().get(0).figures();
        assertThat(disk.get(BlockFigure.WR_BYTES))
                .isPositive()
                .isBetween(number(before, "block.0.wr.bytes"), number(after, "block.0.wr.bytes"));
        assertThat(disk.get(BlockFigure.CAPACITY)).isEqualTo(64L << 20);
        Figures<InterfaceFigure> nic = busy.stats().interfaces().get(0).figures();
        assertThat(nic.get(InterfaceFigure.RX_BYTES))
                .isPositive()
                .isBetween(number(before, "net.0.rx.bytes"), number(after, "net.0.rx.bytes"));
        assertThat(busy.guestUsedKib()).isBetween(1L, 112L * 1024);
    }

    @Test
    @Order(2)
    void ratesAreIncreasesOverTheRealInterval() throws Exception {
        sample();
        Thread.sleep(2000);
        HostReading reading = sample();
        DomainReading busy = named(reading, "busy");
        assertThat(busy.seconds()).isBetween(1.9, 60.0);
        assertThat(busy.cpuPercent()).isBetween(0.5, 100.0);
        double byTime = busy.cpuNanos()
                / (busy.seconds() * 1e7 * sampled(reading).node().cpus());
        assertThat(busy.cpuPercent()).isCloseTo(byTime, within(0.001));
        assertThat(busy.io().wrBytes()).isPositive();
        assertThat(busy.io().rxBytes()).isPositive();
        assertThat(named(reading, "off").active()).isFalse();
        assertThat(reading.cpuPercent()).isBetween(0.0, 100.0);
    }

    @Test
    @Order(3)
    void physicalCpusShowTheGuestsTimeWhateverTheControlGroups() throws Exception {
        // The two are not read at the same moment, which shows where the machine is busy.
        HostReading reading = until(r ->
                physicalPercent(r) > 0 && Math.abs(physicalPercent(r) - guestsPercent(r)) < guestsPercent(r) * 0.2 + 2);
        assertThat(reading.cpus()).hasSize(sampled(reading).node().maxCpus());
        double guests = guestsPercent(reading);
        assertThat(physicalPercent(reading)).isPositive().isCloseTo(guests, within(guests * 0.2 + 2));
    }

    private static double physicalPercent(HostReading reading) {
        return reading.cpus().stream().mapToDouble(CpuReading::percent).sum();
    }

    private static double guestsPercent(HostReading reading) {
        return reading.domains().stream()
                .filter(DomainReading::active)
                .mapToDouble(d -> d.cpuNanos() / 1e7 / d.seconds())
                .sum();
    }

    @Test
    @Order(4)
    void uptimeIsThatOfTheProcess() throws Exception {
        DomainFacts facts = sampler.facts(named(sample(), "idle"));
        assertThat(facts.uptime()).isNotNull().isBetween(Duration.ofSeconds(1), Duration.ofMinutes(10));
        assertThat(facts.machine()).startsWith("pc-");
    }

    @Test
    @Order(5)
    void stoppedQemuLeavesTheOthersAlone() throws Exception {
        sample();
        ProcessHandle qemu = bed.qemu("busy");
        LiveTestbed.signal(qemu, "STOP");
        try {
            HostReading reading =
                    until(r -> r.trouble() == null && named(r, "busy").stats().silent());
            assertThat(named(reading, "busy").stats().silent()).isTrue();
            assertThat(named(reading, "idle").stats().silent()).isFalse();
            assertThat(sampled(reading).complete()).isFalse();
            assertThat(sample().trouble()).isNull();
            assertThat(quickest(10)).isLessThan(PATIENCE);
        } finally {
            LiveTestbed.signal(qemu, "CONT");
        }
        HostReading back =
                until(r -> r.trouble() == null && !named(r, "busy").stats().silent());
        assertThat(named(back, "busy").stats().silent()).isFalse();
    }

    @Test
    @Order(6)
    void daemonThatGoesAwayIsReconnectedTo() throws Exception {
        sample();
        bed.stopDaemon();
        HostReading lost = until(r -> r.trouble() != null);
        assertThat(lost.trouble()).contains("reconnecting");
        assertThat(lost.domains()).as("the last figures stay").isNotEmpty();
        bed.startDaemon();
        HostReading back = until(r -> r.trouble() == null);
        assertThat(back.trouble()).isNull();
        assertThat(named(back, "busy").active()).isTrue();
    }

    @Test
    @Order(7)
    void killedGuestLosesOnlyItsOwnRow() throws Exception {
        sample();
        bed.qemu("busy").destroyForcibly();
        HostReading reading = until(r -> !named(r, "busy").active());
        assertThat(named(reading, "busy").active()).isFalse();
        assertThat(named(reading, "idle").active()).isTrue();
        assertThat(reading.trouble()).isNull();
        bed.virsh("undefine", "off");
        assertThat(until(r -> r.domains().size() == 2).domains())
                .extracting(DomainReading::name)
                .containsExactlyInAnyOrder("busy", "idle");
    }
}
