package org.guestscope.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against libvirt's test driver: needs libvirt.so.0, and no daemon. */
class HostMonitorIT {

    private static final Set<Wanted> NOTHING_MORE = EnumSet.noneOf(Wanted.class);

    @TempDir
    Path folder;

    private static HostMonitor monitor(String uri) {
        return new HostMonitor(uri, Duration.ofSeconds(20), () -> {});
    }

    /** A node of {@code count} domains, every fifth of them off. */
    private String node(int count) throws Exception {
        StringBuilder xml = new StringBuilder("<node><cpu><mhz>2400</mhz><model>x86_64</model><active>16</active>"
                + "<nodes>1</nodes><sockets>1</sockets><cores>16</cores><threads>1</threads></cpu>"
                + "<memory>1073741824</memory>");
        for (int i = 0; i < count; i++) {
            xml.append(("<domain type='test' xmlns:test='http://libvirt.org/schemas/domain/test/1.0'>"
                            + "<name>dom%04d</name><memory>524288</memory><vcpu>2</vcpu><os><type>hvm</type></os>"
                            + "<devices><disk type='file'><source file='/d%d'/><target dev='vda'/></disk>"
                            + "<interface type='bridge'><source bridge='br0'/><target dev='tap%d'/></interface>"
                            + "</devices><test:runstate>%d</test:runstate></domain>")
                    .formatted(i, i, i, i % 5 == 4 ? 5 : 1));
        }
        Path file = folder.resolve("node.xml");
        Files.writeString(file, xml.append("</node>"));
        return "test://" + file;
    }

    @Test
    void driverWithStatesOnlyIsAskedDomainByDomain() throws Exception {
        try (HostMonitor monitor = monitor("test:///default")) {
            HostSample sample = monitor.sample(EnumSet.allOf(Wanted.class));
            assertThat(sample.node().cpus()).isEqualTo(16);
            assertThat(sample.node().memoryKib()).isEqualTo(3145728);
            DomainStats stats = sample.domains().get(0);
            assertThat(stats.domain().state()).isEqualTo(DomainState.RUNNING);
            assertThat(stats.figures().get(DomainFigure.BALLOON_CURRENT)).isEqualTo(2097152);
            assertThat(stats.figures().has(DomainFigure.BALLOON_USABLE)).isTrue();
            assertThat(stats.disks()).extracting(DeviceStats::name).containsExactly("vda");
            assertThat(stats.interfaces()).extracting(DeviceStats::name).containsExactly("testnet0");
            assertThat(stats.vcpus()).hasSize(2);
            assertThat(stats.placement()).isInstanceOf(CpuPlacement.PerCpu.class);
            DomainStats later = monitor.sample(NOTHING_MORE).domains().get(0);
            assertThat(later.figures().get(DomainFigure.CPU_TIME))
                    .isGreaterThan(stats.figures().get(DomainFigure.CPU_TIME));
            assertThat(later.placement()).isNull();
        }
    }

    @Test
    void twoThousandDomainsAreOneSample() throws Exception {
        try (HostMonitor monitor = monitor(node(2000))) {
            HostSample sample = monitor.sample(NOTHING_MORE);
            assertThat(sample.domains()).hasSize(2000);
            assertThat(sample.domains().stream().filter(d -> d.domain().active()))
                    .hasSize(1600);
            assertThat(sample.domains())
                    .filteredOn(d -> d.domain().active())
                    .allSatisfy(d -> assertThat(d.disks()).hasSize(1));
            assertThat(sample.complete()).isTrue();
        }
    }

    @Test
    void tenThousandSamplesLeaveMemoryFlat() throws Exception {
        // In a JVM of its own, whose heap is there from the start: what grows then is native.
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xms48m",
                        "-Xmx48m",
                        "-XX:+AlwaysPreTouch",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ManySamples.class.getName(),
                        node(20))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> kib = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                .lines()
                .toList();
        assertThat(process.waitFor()).isZero();
        assertThat(kib).hasSize(2);
        // The handles of a sample are 2 KB: kept, they would be more than 20 MB.
        assertThat(Long.parseLong(kib.get(1)) - Long.parseLong(kib.get(0))).isLessThan(4 * 1024);
    }

    @Test
    void hostThatCannotBeReachedIsTriedAgainAtTheNextSample() throws Exception {
        String uri = node(1);
        Path file = folder.resolve("node.xml");
        Path away = folder.resolve("away.xml");
        Files.move(file, away);
        try (HostMonitor monitor = monitor(uri)) {
            assertThatThrownBy(() -> monitor.sample(NOTHING_MORE)).isInstanceOf(LiveException.Refused.class);
            Files.move(away, file);
            assertThat(monitor.sample(NOTHING_MORE).domains()).hasSize(1);
        }
    }

    @Test
    void factsComeFromTheXml() throws Exception {
        try (HostMonitor monitor = monitor("test:///default")) {
            HostSample sample = monitor.sample(NOTHING_MORE);
            DomainFacts facts = monitor.facts(sample.domains().get(0).domain());
            assertThat(facts.arch()).isEqualTo("i686");
            assertThat(facts.agent()).isEqualTo(DomainFacts.Agent.NONE);
            assertThat(facts.uptime()).isNull();
        }
    }
}
