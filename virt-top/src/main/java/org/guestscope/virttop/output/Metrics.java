package org.guestscope.virttop.output;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.guestscope.cli.OpenMetrics;
import org.guestscope.live.BlockFigure;
import org.guestscope.live.DeviceStats;
import org.guestscope.live.DomainFigure;
import org.guestscope.live.Figure;
import org.guestscope.live.Figures;
import org.guestscope.live.HostSample;
import org.guestscope.live.InterfaceFigure;
import org.guestscope.live.Node;
import org.guestscope.live.VcpuFigure;
import org.guestscope.virttop.model.DomainReading;
import org.guestscope.virttop.model.HostReading;
import org.guestscope.virttop.settings.Selection;
import org.guestscope.virttop.settings.Settings;

/** A sample as OpenMetrics: libvirt's counters as they are, so that the scraper makes the rates. */
public final class Metrics {

    private static final double NANO = 1e-9;
    private static final double KIB = 1024;

    private final Settings settings;
    private final List<HostReading> hosts;
    private final OpenMetrics text = new OpenMetrics();

    private Metrics(Settings settings, List<HostReading> hosts) {
        this.settings = settings;
        this.hosts = hosts;
    }

    /** The whole exposition. */
    public static String of(Settings settings, List<HostReading> hosts) {
        Metrics metrics = new Metrics(settings, hosts);
        metrics.hosts();
        metrics.domains();
        metrics.vcpus();
        metrics.disks();
        metrics.interfaces();
        return metrics.text.end();
    }

    private void hosts() {
        List<OpenMetrics.Sample> up = new ArrayList<>();
        List<OpenMetrics.Sample> cpus = new ArrayList<>();
        List<OpenMetrics.Sample> memory = new ArrayList<>();
        List<OpenMetrics.Sample> free = new ArrayList<>();
        List<OpenMetrics.Sample> cpuTime = new ArrayList<>();
        for (HostReading host : hosts) {
            up.add(new OpenMetrics.Sample(Map.of("host", host.label()), host.trouble() == null ? 1 : 0));
            HostSample sample = host.sample();
            if (sample == null || host.trouble() != null) {
                continue;
            }
            Node node = sample.node();
            Map<String, String> labels = Map.of("host", host.label());
            cpus.add(new OpenMetrics.Sample(labels, node.cpus()));
            memory.add(new OpenMetrics.Sample(labels, node.memoryKib() * KIB));
            add(free, labels, node.memory().free(), KIB);
            add(cpuTime, with(labels, "mode", "user"), node.cpuTime().user(), NANO);
            add(cpuTime, with(labels, "mode", "system"), node.cpuTime().system(), NANO);
            add(cpuTime, with(labels, "mode", "idle"), node.cpuTime().idle(), NANO);
            add(cpuTime, with(labels, "mode", "iowait"), node.cpuTime().iowait(), NANO);
        }
        text.gauge("virttop_host_up", "", "Whether the host answered this time.", up)
                .gauge("virttop_host_cpus", "", "CPUs in use.", cpus)
                .gauge("virttop_host_memory_bytes", "bytes", "Memory of the host.", memory)
                .gauge("virttop_host_memory_free_bytes", "bytes", "Memory nobody uses.", free)
                .counter("virttop_host_cpu_seconds", "seconds", "CPU time of the host by mode.", cpuTime);
    }

    private void domains() {
        List<OpenMetrics.Sample> states = new ArrayList<>();
        List<OpenMetrics.Sample> responding = new ArrayList<>();
        for (HostReading host : hosts) {
            for (DomainReading domain : domains(host)) {
                String state = domain.stats().domain().state().name().toLowerCase(Locale.ROOT);
                states.add(new OpenMetrics.Sample(with(labels(domain), "state", state), 1));
                if (domain.active()) {
                    responding.add(new OpenMetrics.Sample(
                            labels(domain), domain.stats().silent() ? 0 : 1));
                }
            }
        }
        text.gauge("virttop_domain_state", "", "1 for the state each domain is in.", states)
                .gauge("virttop_domain_responding", "", "Whether the domain's QEMU answers libvirt.", responding)
                .counter("virttop_domain_cpu_seconds", "seconds", "CPU time used.", figure(DomainFigure.CPU_TIME, NANO))
                .counter(
                        "virttop_domain_cpu_user_seconds",
                        "seconds",
                        "CPU time used in user mode.",
                        figure(DomainFigure.CPU_USER, NANO))
                .counter(
                        "virttop_domain_cpu_system_seconds",
                        "seconds",
                        "CPU time used in the host's kernel.",
                        figure(DomainFigure.CPU_SYSTEM, NANO))
                .gauge("virttop_domain_vcpus", "", "Virtual CPUs plugged in.", figure(DomainFigure.VCPU_CURRENT, 1))
                .gauge(
                        "virttop_domain_memory_bytes",
                        "bytes",
                        "Memory given to the guest.",
                        figure(DomainFigure.BALLOON_CURRENT, KIB))
                .gauge(
                        "virttop_domain_memory_max_bytes",
                        "bytes",
                        "Memory the guest can be given.",
                        figure(DomainFigure.BALLOON_MAXIMUM, KIB))
                .gauge("virttop_domain_memory_used_bytes", "bytes", "Memory in use in the guest.", used())
                .gauge(
                        "virttop_domain_memory_rss_bytes",
                        "bytes",
                        "Host memory of the QEMU process.",
                        figure(DomainFigure.BALLOON_RSS, KIB))
                .counter(
                        "virttop_domain_swap_in_bytes",
                        "bytes",
                        "Swapped in by the guest.",
                        figure(DomainFigure.BALLOON_SWAP_IN, KIB))
                .counter(
                        "virttop_domain_swap_out_bytes",
                        "bytes",
                        "Swapped out by the guest.",
                        figure(DomainFigure.BALLOON_SWAP_OUT, KIB))
                .counter(
                        "virttop_domain_major_faults",
                        "",
                        "Page faults that needed the guest's disk.",
                        figure(DomainFigure.BALLOON_MAJOR_FAULT, 1));
    }

    private List<OpenMetrics.Sample> used() {
        List<OpenMetrics.Sample> samples = new ArrayList<>();
        for (HostReading host : hosts) {
            for (DomainReading domain : domains(host)) {
                add(samples, labels(domain), domain.guestUsedKib(), KIB);
            }
        }
        return samples;
    }

    private void vcpus() {
        text.counter("virttop_vcpu_seconds", "seconds", "CPU time of a virtual CPU.", vcpu(VcpuFigure.TIME))
                .counter(
                        "virttop_vcpu_steal_seconds",
                        "seconds",
                        "Time a virtual CPU waited for a host CPU.",
                        vcpu(VcpuFigure.DELAY))
                .counter(
                        "virttop_vcpu_wait_seconds",
                        "seconds",
                        "Time a virtual CPU waited for I/O on the host.",
                        vcpu(VcpuFigure.WAIT));
    }

    private void disks() {
        text.counter("virttop_block_read_requests", "", "Reads.", disk(BlockFigure.RD_REQS, 1))
                .counter("virttop_block_read_bytes", "bytes", "Bytes read.", disk(BlockFigure.RD_BYTES, 1))
                .counter(
                        "virttop_block_read_seconds",
                        "seconds",
                        "Time spent in reads.",
                        disk(BlockFigure.RD_TIMES, NANO))
                .counter("virttop_block_write_requests", "", "Writes.", disk(BlockFigure.WR_REQS, 1))
                .counter("virttop_block_write_bytes", "bytes", "Bytes written.", disk(BlockFigure.WR_BYTES, 1))
                .counter(
                        "virttop_block_write_seconds",
                        "seconds",
                        "Time spent in writes.",
                        disk(BlockFigure.WR_TIMES, NANO))
                .counter("virttop_block_flush_requests", "", "Flushes.", disk(BlockFigure.FL_REQS, 1))
                .counter(
                        "virttop_block_flush_seconds",
                        "seconds",
                        "Time spent in flushes.",
                        disk(BlockFigure.FL_TIMES, NANO))
                .gauge("virttop_block_capacity_bytes", "bytes", "Size the guest sees.", disk(BlockFigure.CAPACITY, 1))
                .gauge(
                        "virttop_block_allocation_bytes",
                        "bytes",
                        "Bytes backed on the host.",
                        disk(BlockFigure.ALLOCATION, 1));
    }

    private void interfaces() {
        text.counter("virttop_net_receive_bytes", "bytes", "Received by the guest.", nic(InterfaceFigure.RX_BYTES))
                .counter("virttop_net_receive_packets", "", "Packets received.", nic(InterfaceFigure.RX_PKTS))
                .counter("virttop_net_receive_errors", "", "Errors while receiving.", nic(InterfaceFigure.RX_ERRS))
                .counter("virttop_net_receive_drops", "", "Dropped while receiving.", nic(InterfaceFigure.RX_DROP))
                .counter("virttop_net_transmit_bytes", "bytes", "Sent by the guest.", nic(InterfaceFigure.TX_BYTES))
                .counter("virttop_net_transmit_packets", "", "Packets sent.", nic(InterfaceFigure.TX_PKTS))
                .counter("virttop_net_transmit_errors", "", "Errors while sending.", nic(InterfaceFigure.TX_ERRS))
                .counter("virttop_net_transmit_drops", "", "Dropped while sending.", nic(InterfaceFigure.TX_DROP));
    }

    private List<DomainReading> domains(HostReading host) {
        if (host.trouble() != null) {
            return List.of();
        }
        return host.domains().stream()
                .filter(domain -> Selection.chosen(settings, domain))
                .toList();
    }

    private List<OpenMetrics.Sample> figure(DomainFigure figure, double factor) {
        List<OpenMetrics.Sample> samples = new ArrayList<>();
        for (HostReading host : hosts) {
            for (DomainReading domain : domains(host)) {
                add(samples, labels(domain), domain.stats().figures().get(figure), factor);
            }
        }
        return samples;
    }

    private List<OpenMetrics.Sample> vcpu(VcpuFigure figure) {
        List<OpenMetrics.Sample> samples = new ArrayList<>();
        for (HostReading host : hosts) {
            for (DomainReading domain : domains(host)) {
                for (int i = 0; i < domain.stats().vcpus().size(); i++) {
                    Figures<VcpuFigure> vcpu = domain.stats().vcpus().get(i);
                    if (vcpu != null) {
                        add(samples, with(labels(domain), "vcpu", Integer.toString(i)), vcpu.get(figure), NANO);
                    }
                }
            }
        }
        return samples;
    }

    private List<OpenMetrics.Sample> disk(BlockFigure figure, double factor) {
        List<OpenMetrics.Sample> samples = new ArrayList<>();
        for (HostReading host : hosts) {
            for (DomainReading domain : domains(host)) {
                devices(samples, domain, domain.stats().disks(), figure, factor);
            }
        }
        return samples;
    }

    private List<OpenMetrics.Sample> nic(InterfaceFigure figure) {
        List<OpenMetrics.Sample> samples = new ArrayList<>();
        for (HostReading host : hosts) {
            for (DomainReading domain : domains(host)) {
                devices(samples, domain, domain.stats().interfaces(), figure, 1);
            }
        }
        return samples;
    }

    private static <F extends Figure> void devices(
            List<OpenMetrics.Sample> samples,
            DomainReading domain,
            List<DeviceStats<F>> devices,
            F figure,
            double factor) {
        for (DeviceStats<F> device : devices) {
            add(
                    samples,
                    with(labels(domain), "device", device.name()),
                    device.figures().get(figure),
                    factor);
        }
    }

    private static Map<String, String> labels(DomainReading domain) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("host", domain.host());
        labels.put("domain", domain.name());
        labels.put("uuid", domain.stats().domain().uuid());
        return labels;
    }

    private static Map<String, String> with(Map<String, String> labels, String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(labels);
        more.put(name, value);
        return more;
    }

    private static void add(List<OpenMetrics.Sample> samples, Map<String, String> labels, long value, double factor) {
        if (value >= 0) {
            samples.add(new OpenMetrics.Sample(labels, value * factor));
        }
    }
}
