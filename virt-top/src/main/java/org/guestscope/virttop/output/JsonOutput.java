package org.guestscope.virttop.output;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import org.guestscope.cli.Json;
import org.guestscope.live.DomainFigure;
import org.guestscope.live.HostSample;
import org.guestscope.live.Node;
import org.guestscope.virttop.model.DeviceReading;
import org.guestscope.virttop.model.DomainReading;
import org.guestscope.virttop.model.HostReading;
import org.guestscope.virttop.model.Io;
import org.guestscope.virttop.model.Totals;
import org.guestscope.virttop.model.VcpuReading;
import org.guestscope.virttop.settings.Selection;
import org.guestscope.virttop.settings.Settings;

/**
 * {@code --json}: one object in one line for each host and sample. Figures that are not known are left out; counts are
 * increases over {@code interval_seconds}.
 */
public final class JsonOutput implements Output {

    /** Goes up when a member changes its meaning or goes away; new ones do not change it. */
    private static final String SCHEMA = "guestscope.virt-top/1";

    private final Settings settings;
    private final OutputStream out;

    /** Lines go to {@code out}. */
    public JsonOutput(Settings settings, OutputStream out) {
        this.settings = settings;
        this.out = out;
    }

    @Override
    public void accept(List<HostReading> hosts) throws IOException {
        for (HostReading host : hosts) {
            try (JsonGenerator json = Json.lines(out)) {
                write(json, host);
            }
            out.write('\n');
        }
        out.flush();
    }

    private void write(JsonGenerator json, HostReading host) throws IOException {
        json.writeStartObject();
        json.writeStringField("schema", SCHEMA);
        json.writeStringField("host", host.label());
        if (host.trouble() != null) {
            json.writeStringField("error", host.trouble());
        }
        HostSample sample = host.sample();
        if (sample != null && host.trouble() == null) {
            json.writeStringField("time", sample.time().toString());
            json.writeNumberField("interval_seconds", host.seconds());
            json.writeBooleanField("complete", sample.complete());
            node(json, host, sample.node());
            totals(json, Totals.of(List.of(host)));
            json.writeArrayFieldStart("domains");
            for (DomainReading domain : host.domains()) {
                if (Selection.chosen(settings, domain)) {
                    domain(json, domain);
                }
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private static void node(JsonGenerator json, HostReading host, Node node) throws IOException {
        json.writeObjectFieldStart("node");
        json.writeStringField("model", node.model());
        json.writeNumberField("cpus", node.cpus());
        json.writeNumberField("max_cpus", node.maxCpus());
        json.writeNumberField("mhz", node.mhz());
        json.writeNumberField("memory_bytes", node.memoryKib() * 1024);
        kib(json, "memory_free_bytes", node.memory().free());
        percent(json, "cpu_busy_percent", host.cpuPercent());
        json.writeEndObject();
    }

    private static void totals(JsonGenerator json, Totals totals) throws IOException {
        json.writeObjectFieldStart("totals");
        json.writeNumberField("domains", totals.count());
        json.writeNumberField("active", totals.active());
        json.writeNumberField("running", totals.running());
        json.writeNumberField("blocked", totals.sleeping());
        json.writeNumberField("paused", totals.paused());
        json.writeNumberField("inactive", totals.inactive());
        json.writeNumberField("crashed", totals.crashed());
        percent(json, "cpu_percent", totals.cpuPercent());
        json.writeNumberField("memory_bytes", totals.memoryKib() * 1024);
        json.writeEndObject();
    }

    private static void domain(JsonGenerator json, DomainReading domain) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", domain.name());
        json.writeStringField("uuid", domain.stats().domain().uuid());
        if (domain.stats().domain().active()) {
            json.writeNumberField("id", domain.id());
        }
        json.writeStringField("state", domain.stats().domain().state().name().toLowerCase(Locale.ROOT));
        if (domain.active()) {
            json.writeBooleanField("responding", !domain.stats().silent());
            count(json, "cpu_time_ns", domain.cpuTime());
            count(json, "cpu_ns", domain.cpuNanos());
            percent(json, "cpu_percent", domain.cpuPercent());
            percent(json, "vcpu_percent", domain.vcpuPercent());
            count(json, "vcpus", domain.stats().figures().get(DomainFigure.VCPU_CURRENT));
            kib(json, "memory_bytes", domain.memoryKib());
            kib(json, "memory_max_bytes", domain.stats().figures().get(DomainFigure.BALLOON_MAXIMUM));
            kib(json, "memory_used_bytes", domain.guestUsedKib());
            kib(json, "memory_rss_bytes", domain.stats().figures().get(DomainFigure.BALLOON_RSS));
            percent(json, "memory_percent", domain.memoryPercent());
            io(json, domain.io());
            vcpus(json, domain.vcpus());
            devices(json, "disks", domain.disks(), true);
            devices(json, "interfaces", domain.interfaces(), false);
        }
        json.writeEndObject();
    }

    private static void io(JsonGenerator json, Io io) throws IOException {
        count(json, "block_read_requests", io.rdReqs());
        count(json, "block_write_requests", io.wrReqs());
        count(json, "block_read_bytes", io.rdBytes());
        count(json, "block_write_bytes", io.wrBytes());
        count(json, "net_rx_bytes", io.rxBytes());
        count(json, "net_tx_bytes", io.txBytes());
    }

    private static void vcpus(JsonGenerator json, List<VcpuReading> vcpus) throws IOException {
        json.writeArrayFieldStart("vcpu");
        for (VcpuReading vcpu : vcpus) {
            json.writeStartObject();
            json.writeNumberField("number", vcpu.number());
            percent(json, "percent", vcpu.percent());
            percent(json, "steal_percent", vcpu.stealPercent());
            percent(json, "wait_percent", vcpu.waitPercent());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void devices(JsonGenerator json, String member, List<DeviceReading> devices, boolean disks)
            throws IOException {
        json.writeArrayFieldStart(member);
        for (DeviceReading device : devices) {
            json.writeStartObject();
            json.writeStringField("name", device.name());
            count(json, disks ? "read_bytes" : "rx_bytes", device.inBytes());
            count(json, disks ? "write_bytes" : "tx_bytes", device.outBytes());
            count(json, disks ? "read_requests" : "rx_packets", device.inRequests());
            count(json, disks ? "write_requests" : "tx_packets", device.outRequests());
            if (disks) {
                percent(json, "read_ms", device.readMillis());
                percent(json, "write_ms", device.writeMillis());
                count(json, "flushes", device.extra().flushes());
                count(json, "capacity_bytes", device.extra().capacity());
                count(json, "allocation_bytes", device.extra().allocation());
            } else {
                count(json, "rx_errors", device.extra().inErrors());
                count(json, "tx_errors", device.extra().outErrors());
                count(json, "rx_dropped", device.extra().inDrops());
                count(json, "tx_dropped", device.extra().outDrops());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void count(JsonGenerator json, String name, long value) throws IOException {
        if (value >= 0) {
            json.writeNumberField(name, value);
        }
    }

    private static void kib(JsonGenerator json, String name, long kib) throws IOException {
        if (kib >= 0) {
            json.writeNumberField(name, kib * 1024);
        }
    }

    private static void percent(JsonGenerator json, String name, double value) throws IOException {
        if (!Double.isNaN(value)) {
            json.writeNumberField(name, Math.round(value * 1000) / 1000.0);
        }
    }
}
