package org.guestscope.hostvalidate.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guestscope.hostvalidate.check.CheckTester.expect;
import static org.guestscope.hostvalidate.check.CheckTester.expectSkipped;
import static org.guestscope.hostvalidate.check.CheckTester.find;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.guestscope.hostvalidate.host.Architecture;
import org.guestscope.hostvalidate.host.CapturedHost;
import org.guestscope.hostvalidate.probe.BootTimes;
import org.guestscope.hostvalidate.probe.KvmAnswers;
import org.guestscope.hostvalidate.probe.KvmSpeed;
import org.guestscope.hostvalidate.probe.KvmSpeed.Trial;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KvmChecksTest {
    private static final KvmAnswers GOOD = new KvmAnswers("", 12, true, true, true, true, 1);

    @TempDir
    Path root;

    private CapturedHost captured() {
        return new CapturedHost(root);
    }

    private static Finding speed(Trial realMode, Trial longMode) {
        return new KvmChecks.Speed(new KvmSpeed(realMode, longMode), Architecture.X86_64).judge();
    }

    private static Finding boot(boolean emulated, long emulatedTime, boolean virtualized, long virtualizedTime) {
        return new KvmChecks.Boot(
                        new BootTimes(
                                "/boot/vmlinuz",
                                new BootTimes.Boot(emulated, emulatedTime, "line"),
                                new BootTimes.Boot(virtualized, virtualizedTime, "line")),
                        "")
                .judge();
    }

    @Test
    void theBackEndIsTheProcessorsOrImitated() {
        expect(find("kvm-backend", captured()), Level.FAIL, "modprobe");
        expect(find("kvm-backend", captured().folder("/sys/module/kvm")), Level.WARN, "without a back end");
        expect(find("kvm-backend", captured().folder("/sys/module/kvm_amd")), Level.PASS, "kvm_amd");
        expect(find("kvm-backend", captured().folder("/sys/module/kvm_pvm")), Level.WARN, "kvm_pvm");
    }

    @Test
    void aParavirtualBackEndShowsOnTheKernelsCommandLineToo() {
        CapturedHost host = captured().folder("/sys/module/kvm").file("/proc/cmdline", "quiet nested_pvm=1");
        expect(find("kvm-backend", host), Level.WARN, "kvm_pvm");
    }

    @Test
    void otherArchitecturesHaveKvmBuiltIn() {
        expect(find("kvm-backend", captured().machine(Architecture.AARCH64)), Level.NOTE, "built in");
        expect(
                find("kvm-backend", captured().machine(Architecture.AARCH64).folder("/sys/module/kvm")),
                Level.PASS,
                "part of");
    }

    @Test
    void theDeviceIsMissingClosedOrOpen() {
        expect(find("kvm-device", captured()), Level.FAIL, "there is none");
        expect(new KvmChecks.Device(true, true, false).judge(), Level.FAIL, "usermod");
        expect(find("kvm-device", captured().file("/dev/kvm")), Level.PASS, "may use");
    }

    @Test
    void answersOfAllKinds() {
        expectSkipped(find("kvm-answers", captured().file("/dev/kvm")));
        expect(new KvmChecks.Answers(GOOD).judge(), Level.PASS, "made a virtual machine");
        expect(new KvmChecks.Answers(KvmAnswers.failed("errno 16")).judge(), Level.FAIL, "errno 16");
        expect(
                new KvmChecks.Answers(new KvmAnswers("", 11, true, true, true, true, 0)).judge(),
                Level.FAIL,
                "version 11");
        expect(
                new KvmChecks.Answers(new KvmAnswers("", 12, false, true, true, true, 0)).judge(),
                Level.FAIL,
                "no virtual machine");
        expect(
                new KvmChecks.Answers(new KvmAnswers("", 12, true, true, false, true, 0)).judge(),
                Level.WARN,
                "interrupts: no");
    }

    @Test
    void speedTellsRunningFromInterpreting() {
        expectSkipped(find("kvm-speed", captured().file("/dev/kvm")));
        expectSkipped(find("kvm-speed", captured().machine(Architecture.S390X)));
        Trial fast = new Trial("", 400_000);
        expect(speed(fast, fast), Level.PASS, "0.40 ms");
        expect(speed(fast, new Trial("", 49_000_000)), Level.FAIL, "interpreted");
        expect(speed(new Trial("", 20_000_001), fast), Level.FAIL, "interpreted");
        expect(speed(fast, Trial.failed("exit reason 17")), Level.FAIL, "64-bit mode: exit reason 17");
        expect(speed(Trial.failed("no answer"), fast), Level.FAIL, "16-bit mode: no answer");
    }

    @Test
    void bootsAreComparedWithEmulation() {
        expect(boot(true, 9000, true, 900), Level.PASS, "900 ms");
        expect(boot(true, 900, true, 9000), Level.WARN, "9000 ms");
        expect(boot(true, 9000, false, 27000), Level.FAIL, "not within 27000 ms");
        expect(boot(false, 90000, true, 700), Level.PASS, "700 ms");
        expectSkipped(new KvmChecks.Boot(null, "no kernel").judge());
        expectSkipped(KvmChecks.BOOT.run(captured().host()).finding());
    }

    @Test
    void theNewestReadableKernelIsBooted() throws IOException {
        CapturedHost host =
                captured().file("/boot/vmlinuz-2").file("/boot/vmlinuz-10").file("/boot/initrd.img-11");
        Files.setLastModifiedTime(root.resolve("boot/vmlinuz-2"), FileTime.fromMillis(1_000));
        assertThat(BootKernel.newestIn(host.host(), "/boot")).isEqualTo("/boot/vmlinuz-10");
        assertThat(BootKernel.newestIn(host.host(), "/nowhere")).isEmpty();
    }

    @Test
    void theVerdictSumsUp() {
        Finding bad = Finding.fail("seen", "remedy");
        Finding good = Finding.pass("seen");
        assertThat(verdict(Finding.fail("there is none", "x"), good, good, null))
                .startsWith("no KVM");
        assertThat(verdict(Finding.fail("it exists, but", "x"), good, good, null))
                .contains("this user may not");
        assertThat(verdict(good, bad, good, null)).contains("makes no virtual machine");
        assertThat(verdict(good, good, bad, null)).isEqualTo("KVM present, stock guests do not boot");
        assertThat(verdict(good, good, bad, good)).isEqualTo("KVM works: a stock guest booted");
        assertThat(verdict(good, good, good, bad)).isEqualTo("KVM present, stock guests do not boot");
        assertThat(verdict(good, good, good, null)).isEqualTo("KVM works");
        assertThat(verdict(good, good, Finding.skipped("x"), null)).contains("was not tried");
    }

    private static String verdict(Finding device, Finding answers, Finding speed, @Nullable Finding boot) {
        List<Result> results = new ArrayList<>(
                List.of(result("kvm-device", device), result("kvm-answers", answers), result("kvm-speed", speed)));
        if (boot != null) {
            results.add(result("kvm-boot", boot));
        }
        return Verdict.of(results);
    }

    private static Result result(String id, Finding finding) {
        return new Result(new Check<>(id, Group.KVM, "", "", "", host -> "", text -> finding), finding);
    }
}
