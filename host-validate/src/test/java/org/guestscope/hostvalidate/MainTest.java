package org.guestscope.hostvalidate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.guestscope.cli.Console;
import org.guestscope.hostvalidate.host.CapturedHost;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
    @TempDir
    Path root;

    private CapturedHost captured;
    private boolean terminal;
    private String out = "";
    private String err = "";

    @BeforeEach
    void aWholeIntelHost() {
        captured = new CapturedHost(root)
                .flags("vmx")
                .file("/proc/mounts", "cgroup /c cgroup cpu,cpuacct,cpuset,memory,devices,freezer,blkio 0 0")
                .file("/proc/cgroups")
                .file("/proc/self/cgroup")
                .file("/dev/kvm")
                .file("/dev/vhost-net")
                .file("/dev/net/tun");
    }

    private int run(String... args) {
        ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
        ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
        Console console = new Console(
                new PrintStream(outBytes, false, StandardCharsets.UTF_8),
                new PrintStream(errBytes, false, StandardCharsets.UTF_8),
                terminal,
                false,
                Map.of());
        int status = Main.run(args, console, captured.host());
        console.out().flush();
        console.err().flush();
        out = outBytes.toString(StandardCharsets.UTF_8);
        err = errBytes.toString(StandardCharsets.UTF_8);
        return status;
    }

    @Test
    void warningsDoNotFailADriver() {
        assertThat(run("qemu")).isZero();
        assertThat(out)
                .contains("  QEMU: Checking for hardware virtualization", "WARN (")
                .doesNotContain("LXC");
        assertThat(err).isEmpty();
    }

    @Test
    void withoutADriverQemuAndContainersAreChecked() {
        assertThat(run()).isEqualTo(1);
        assertThat(out).contains("  QEMU: ", "   LXC: ", "FAIL (").doesNotContain("    CH: ");
    }

    @Test
    void quietPrintsNothingNotEvenFailures() {
        assertThat(run("-q", "lxc")).isEqualTo(1);
        assertThat(out).isEmpty();
        assertThat(run("qemu", "--quiet")).isZero();
        assertThat(out).isEmpty();
    }

    @Test
    void failuresOnlyPrintsWhatIsNotAsItShouldBe() {
        assertThat(run("--failures-only", "qemu")).isZero();
        assertThat(out).contains("WARN").doesNotContain("PASS");
    }

    @Test
    void aSecondDriverIsIgnoredAThirdIsAnError() {
        assertThat(run("qemu", "nonsense")).isZero();
        assertThat(out).doesNotContain("LXC");
        assertThat(run("qemu", "lxc", "ch")).isEqualTo(1);
        assertThat(out).isEmpty();
        assertThat(err).startsWith("host-validate: at most one").contains("syntax: host-validate [OPTIONS] [HVTYPE]");
    }

    @Test
    void unknownDriversAreNamedOnStandardError() {
        for (String name : new String[] {"xen", "QEMU", "bhyve", ""}) {
            assertThat(run(name)).isEqualTo(1);
            assertThat(out).isEmpty();
            assertThat(err).isEqualTo("host-validate: no checks for hypervisor type '" + name + "' on this system\n");
        }
    }

    @Test
    void namesCannotSendControlCharactersToTheTerminal() {
        run("\033[2J");
        assertThat(err).contains("\\x1b[2J");
    }

    @Test
    void helpAndVersionSucceed() {
        assertThat(run("-h")).isZero();
        assertThat(out)
                .startsWith("\nsyntax: host-validate [OPTIONS] [HVTYPE]\n")
                .contains("--fix-hints-only", "- qemu");
        assertThat(run("--vers")).isZero();
        assertThat(out).matches("version: host-validate \\d\\S*\n");
    }

    @Test
    void unknownOptionsGetTheUsage() {
        assertThat(run("--nonsense")).isEqualTo(1);
        assertThat(err)
                .startsWith("host-validate: unrecognized option '--nonsense'\n")
                .contains("syntax:");
        assertThat(out).isEmpty();
    }

    @Test
    void terminalsGetColours() {
        terminal = true;
        run("qemu");
        assertThat(out).contains(": \033[32mPASS\033[0m\n", ": \033[33mWARN\033[0m (");
    }

    @Test
    void allShowsGroupsReasonsAndRemedies() {
        assertThat(run("--all", "qemu")).isEqualTo(1);
        assertThat(out)
                .contains(
                        "\nMemory and huge pages\n", "        why: ", "        fix: ", "\nNot checked\n", "Verdict: ");
        assertThat(run("--extended", "--failures-only", "qemu")).isEqualTo(1);
        assertThat(out).contains("\nKVM that really works\n").doesNotContain("PASS ", "NOTE ");
    }

    @Test
    void whatTheHostSaysIsMadeSafeForTheTerminal() {
        captured.file("/sys/hypervisor/type", "x\033[31mred");
        run("--all", "qemu");
        assertThat(out).contains("x\\x1b[31mred").doesNotContain("\033");
    }

    @Test
    void jsonHasRowsChecksAndTheVerdict() {
        assertThat(run("--json", "qemu")).isEqualTo(1);
        assertThat(out)
                .startsWith("{\n")
                .endsWith("}\n")
                .contains("\"schema\" : 1", "\"verdict\" : ", "\"driver\" : \"QEMU\"", "\"id\" : \"kvm-speed\"");
    }

    @Test
    void openMetricsHasAGaugeForEveryCheck() {
        run("--openmetrics", "qemu");
        assertThat(out)
                .contains(
                        "host_validate_driver_level{driver=\"QEMU\",check=\"for hardware virtualization\"} 0\n",
                        "host_validate_check_level{check=\"kvm-speed\",group=\"kvm\"} -1\n",
                        "host_validate_checks{level=\"fail\"} ")
                .endsWith("# EOF\n");
    }

    @Test
    void hintsOnlyAreAScriptToRead() {
        assertThat(run("--fix-hints-only", "qemu")).isEqualTo(1);
        assertThat(out).contains("# kvm-backend: no KVM module is loaded\nmodprobe kvm_intel || modprobe kvm_amd\n");
        assertThat(out.lines().filter(line -> line.startsWith("# "))).allMatch(line -> line.contains(": "));
    }

    @Test
    void monitorsGetOneLineAndTheirStatus() {
        assertThat(run("--monitor", "qemu")).isEqualTo(2);
        assertThat(out).startsWith("HOST-VALIDATE CRITICAL - ").contains("failed: ", " | passed=");
        assertThat(out.lines()).hasSize(1);
        captured.program("qemu-system-x86_64").folder("/sys/module/kvm_intel");
        assertThat(run("--monitor", "qemu")).isEqualTo(1);
        assertThat(out).startsWith("HOST-VALIDATE WARNING - ");
    }
}
