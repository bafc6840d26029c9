package org.guestscope.virttop.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;
import org.guestscope.virttop.draw.Views;
import org.guestscope.virttop.model.HostModel;
import org.guestscope.virttop.model.HostReading;
import org.guestscope.virttop.model.Samples;
import org.guestscope.virttop.model.Samples.Domains;
import org.guestscope.virttop.settings.Settings;
import org.junit.jupiter.api.Test;

class OutputsTest {

    private final Settings settings = new Settings();
    private final HostModel model = new HostModel("h");
    private final List<HostReading> first = List.of(model.accept(Samples.at(
            0,
            Domains.running("db", 2, 0)
                    .disk("vda", 0, 0, 0, 0)
                    .nic("vnet1", 0, 0)
                    .vcpu(0, 0)
                    .memory(1500),
            Domains.running("a, b", 1, 0),
            Domains.off("spare"))));
    private final List<HostReading> second = List.of(model.accept(Samples.at(
            2,
            Domains.running("db", 2, 780)
                    .disk("vda", 100, 50, 1 << 20, 8192)
                    .nic("vnet1", 300, 12000)
                    .vcpu(500, 10)
                    .memory(1500),
            Domains.running("a, b", 1, 20),
            Domains.off("spare"))));

    private String stream(List<HostReading> hosts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new StreamOutput(settings, new PrintStream(out, true, StandardCharsets.UTF_8), ZoneOffset.UTC).accept(hosts);
        return out.toString(StandardCharsets.UTF_8);
    }

    private String csv() throws Exception {
        StringWriter out = new StringWriter();
        CsvOutput csv = new CsvOutput(settings, out, ZoneOffset.UTC);
        csv.accept(first);
        csv.accept(second);
        return out.toString();
    }

    @Test
    void streamIsABlockASampleWithRunningDomainsById() {
        assertThat(stream(second)).isEqualTo("""
                virt-top time  17:38:40 Host host1 x86_64 4/4CPU 1600MHz 8192MB\s
                   ID S RDRQ WRRQ RXBY TXBY %CPU %MEM   TIME    NAME
                    1 R    0    0    0    0  0.3 12.5   0:00.02 a, b
                    2 R  100   50  300  11K  9.8 18.3   0:00.78 db
                """);
    }

    @Test
    void streamShowsZeroForWhatIsUnknown() {
        assertThat(stream(first)).contains("    2 R    0    0    0    0  0.0 18.3   0:00.00 db\n");
    }

    @Test
    void compatibleStreamCutsTheMemoryPercentageDown() {
        settings.compat = true;
        assertThat(stream(second)).contains(" 9.8 18.0   0:00.78 db\n");
        assertThat(stream(first)).contains(" 0.0  0.0   0:00.00 db\n");
    }

    @Test
    void streamLeavesOutAHostInTrouble() {
        assertThat(stream(List.of(second.get(0).troubled("gone")))).isEmpty();
    }

    @Test
    void csvHasARowASampleThatGrowsWithTheDomains() throws Exception {
        assertThat(csv().lines())
                .containsExactly(
                        "Hostname,Time,Arch,Physical CPUs,Count,Running,Blocked,Paused,Shutdown,Shutoff,Crashed,Active,"
                                + "Inactive,%CPU,Total hardware memory (KB),Total memory (KB),Total guest memory (KB),"
                                + "Total CPU time (ns),Domain ID,Domain name,CPU (ns),%CPU,Mem (bytes),%Mem,Block RDRQ,"
                                + "Block WRRQ,Net RXBY,Net TXBY",
                        "host1,17:38:38,x86_64,4,3,2,0,0,0,0,0,2,1,0.0,8388608,2584576,2584576,0,"
                                + "1,\"a, b\",,,1073741824,12.5,,,,,2,db,,,1572864000,18.310546875,,,,",
                        "host1,17:38:40,x86_64,4,3,2,0,0,0,0,0,2,1,10.0,8388608,2584576,2584576,800000000,"
                                + "1,\"a, b\",20000000,0.25,1073741824,12.5,,,,,"
                                + "2,db,780000000,9.75,1572864000,18.310546875,100,50,300,12000");
    }

    @Test
    void compatibleCsvHasThePeersUnitsAndNumbers() throws Exception {
        settings.compat = true;
        settings.csvColumns.net = false;
        settings.blockInBytes = true;
        assertThat(csv().lines().skip(1))
                .containsExactly(
                        "host1,17:38:38,x86_64,4,3,2,0,0,0,0,0,2,1,0.0,8388608,2584576,2584576,0,"
                                + "1,\"a, b\",0.,0.,0,0,,,2,db,0.,0.,0,0,,",
                        "host1,17:38:40,x86_64,4,3,2,0,0,0,0,0,2,1,10.0,8388608,2584576,2584576,800000000,"
                                + "1,\"a, b\",20000000.,0.25,1048576,12,,,2,db,780000000.,9.75,1536000,18,1048576,8192");
    }

    @Test
    void csvColumnsCanBeLeftOut() throws Exception {
        settings.csvColumns.cpu = false;
        settings.csvColumns.memory = false;
        settings.csvColumns.block = false;
        settings.csvColumns.net = false;
        assertThat(csv().lines().skip(2))
                .containsExactly(
                        "host1,17:38:40,x86_64,4,3,2,0,0,0,0,0,2,1,10.0,8388608,2584576,2584576,800000000,1,\"a, b\",2,db");
    }

    @Test
    void longCsvHasARowADomainWithTheWholeTime() throws Exception {
        settings.csvLong = true;
        assertThat(csv().lines().skip(4))
                .containsExactly(
                        "host1,2026-03-01T17:38:40Z,2,R,00000000-0000-4000-8000-000000000c7e,2,db,780000000,9.75,1572864000,"
                                + "18.310546875,100,50,300,12000");
    }

    @Test
    void jsonIsOneLineAHostAndLeavesOutWhatIsUnknown() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        JsonOutput json = new JsonOutput(settings, out);
        json.accept(first);
        json.accept(second);
        List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0))
                .startsWith(
                        "{\"schema\":\"guestscope.virt-top/1\",\"host\":\"host1\",\"time\":\"2026-03-01T17:38:38Z\"")
                .doesNotContain("cpu_ns", "NaN");
        assertThat(lines.get(1))
                .contains("\"interval_seconds\":2.0", "\"cpu_ns\":780000000,\"cpu_percent\":9.75")
                .contains("\"memory_bytes\":1572864000", "\"steal_percent\":0.5", "\"read_ms\":2.0")
                .contains("{\"name\":\"spare\",\"uuid\":", "\"state\":\"shutoff\"}");
    }

    @Test
    void jsonSaysWhyAHostHasNoReading() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new JsonOutput(settings, out).accept(List.of(HostReading.unreached("qemu:///x", "refused")));
        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo("{\"schema\":\"guestscope.virt-top/1\",\"host\":\"qemu:///x\",\"error\":\"refused\"}\n");
    }

    @Test
    void metricsAreCountersInBaseUnitsWithHostDomainAndUuid() {
        settings.filter = "DB";
        String text = Metrics.of(settings, second);
        String labels = "host=\"host1\",domain=\"db\",uuid=\"00000000-0000-4000-8000-000000000c7e\"";
        assertThat(text)
                .contains("# TYPE virttop_domain_cpu_seconds counter\n")
                .contains("virttop_domain_cpu_seconds_total{" + labels + "} 0.78\n")
                .contains("virttop_domain_memory_bytes{" + labels + "} 1572864000\n")
                .contains("virttop_domain_state{" + labels + ",state=\"running\"} 1\n")
                .contains("virttop_vcpu_steal_seconds_total{" + labels + ",vcpu=\"0\"} 0.01\n")
                .contains("virttop_block_read_bytes_total{" + labels + ",device=\"vda\"} 1048576\n")
                .contains("virttop_net_transmit_bytes_total{" + labels + ",device=\"vnet1\"} 12000\n")
                .contains("virttop_host_up{host=\"host1\"} 1\n")
                .doesNotContain("spare")
                .endsWith("# EOF\n");
    }

    @Test
    void metricsOfAHostInTroubleSayOnlyThatItIsDown() {
        assertThat(Metrics.of(settings, List.of(second.get(0).troubled("gone"))))
                .contains("virttop_host_up{host=\"host1\"} 0\n")
                .doesNotContain("virttop_domain");
    }

    @Test
    void pipesGetWholeScreensWithoutEscapeCodes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        PlainOutput plain = new PlainOutput(settings, new Views(settings, ZoneOffset.UTC, true), print);
        plain.accept(first);
        plain.accept(second);
        String text = out.toString(StandardCharsets.UTF_8);
        assertThat(text)
                .doesNotContain("\u001b")
                .contains("3 domains, 2 active, 2 running, 0 sleeping, 0 paused, 1 inactive D:0 O:0 X:0\n")
                .contains("CPU: 10.0%  Mem: 2524 MB (2524 MB by guests)\n")
                .contains("    2 R  100   50  300  11K  9.8 18.3   0:00.78 db\n")
                .contains("(spare)\n");
    }
}
