package org.guestscope.virttop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.guestscope.cli.Console;
import org.guestscope.cli.Tool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole commands in process, against libvirt's test driver: needs libvirt.so.0, and no daemon. */
class MainIT {

    @TempDir
    Path home;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... args) {
        Console console = new Console(
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                false,
                Map.of("HOME", home.toString()));
        return Tool.run("virt-top", args, console, Main::run);
    }

    private List<String> lines() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void streamShowsRatesFromTheSecondSampleOn() {
        assertThat(run("-c", "test:///default", "--stream", "-n", "2", "-d", "0.3"))
                .isZero();
        assertThat(lines()).hasSize(6);
        assertThat(lines().get(0))
                .matches("virt-top time  \\d\\d:\\d\\d:\\d\\d Host \\S+ i686 16/16CPU 1400MHz 3072MB ");
        assertThat(lines().get(2)).matches("    1 R    0    0    0    0  0.0 66\\.7 .* test");
        // The test driver's domain uses the time of one of 16 CPUs: 6.25 %, but for what passes between two clocks'
        // readings.
        assertThat(lines().get(5)).matches("    1 R .{19} (?! 0\\.0)[ \\d]\\d\\.\\d 66\\.7 .* test");
        assertThat(errors()).isEmpty();
    }

    @Test
    void scriptWritesOnlyTheCsvFile() throws Exception {
        Path csv = home.resolve("top.csv");
        assertThat(run("-c", "test:///default", "--script", "--csv", csv.toString(), "-n=3", "-d=0.1"))
                .isZero();
        assertThat(lines()).isEmpty();
        assertThat(Files.readAllLines(csv))
                .hasSize(4)
                .allSatisfy(row -> assertThat(row.split(",")).hasSizeGreaterThan(18));
    }

    @Test
    void endTimeShortensTheLastWait() {
        long began = System.nanoTime();
        assertThat(run("-c", "test:///default", "--stream", "-d", "60", "--end-time", "+1"))
                .isZero();
        assertThat((System.nanoTime() - began) / 1e9).isBetween(0.9, 59.0);
        assertThat(errors()).startsWith("end time (UTC): ");
    }

    @Test
    void hostsOfOneNameGoByTheirUrisFromTheFirstSampleOn() throws Exception {
        Path node = home.resolve("node.xml");
        Files.writeString(
                node,
                "<node><domain type='test'><name>other</name><memory>1024</memory><os><type>hvm</type></os></domain></node>");
        // A host given twice is one host: its series would be twice there, which no scraper takes.
        assertThat(run("-c", "test:///default", "-c", "test://" + node, "-c", "test:///default", "--openmetrics"))
                .isZero();
        assertThat(lines())
                .filteredOn(line -> line.startsWith("virttop_host_up{"))
                .containsExactly(
                        "virttop_host_up{host=\"test:///default\"} 1",
                        "virttop_host_up{host=\"test://" + node + "\"} 1");
        assertThat(lines()).doesNotHaveDuplicates().endsWith("# EOF");
    }

    @Test
    void oneUnreachableHostLeavesTheOthers() {
        assertThat(run("-c", "test:///default", "-c", "test:///no/such", "--json", "-n", "1"))
                .isZero();
        assertThat(lines()).hasSize(2);
        assertThat(lines().get(1)).contains("\"host\":\"test:///no/such\"", "\"error\":\"reconnecting: ");
    }

    @Test
    void unreachableHostIsOneLine() {
        assertThat(run("-c", "nonsense:///x")).isEqualTo(1);
        assertThat(errors())
                .startsWith("virt-top: could not connect to nonsense:///x: ")
                .hasLineCount(1);
        assertThat(lines()).isEmpty();
    }

    @Test
    void csvFileThatCannotBeWrittenEndsBeforeConnecting() {
        assertThat(run("-c", "nonsense:///x", "--csv", "/no/such/folder/x.csv")).isEqualTo(1);
        assertThat(errors())
                .isEqualTo("virt-top: could not write CSV file: /no/such/folder/x.csv: No such file or directory\n");
    }

    @Test
    void withoutATerminalTheScreenIsPlainText() {
        assertThat(run("-c", "test:///default", "-b", "-n", "1")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).doesNotContain("\u001b");
        assertThat(lines().get(1))
                .isEqualTo("1 domains, 1 active, 1 running, 0 sleeping, 0 paused, 0 inactive D:0 O:0 X:0");
        assertThat(lines().get(2)).isEqualTo("CPU: 0.0%  Mem: 2048 MB (2048 MB by guests)");
    }

    @Test
    void wrongUseHasStatusTwo() {
        assertThat(run("--fish")).isEqualTo(2);
        assertThat(errors()).startsWith("virt-top: unknown option '--fish'\n");
    }
}
