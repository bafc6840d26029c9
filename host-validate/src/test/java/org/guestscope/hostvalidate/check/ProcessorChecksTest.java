package org.guestscope.hostvalidate.check;

import static org.guestscope.hostvalidate.check.CheckTester.expect;
import static org.guestscope.hostvalidate.check.CheckTester.expectSkipped;
import static org.guestscope.hostvalidate.check.CheckTester.find;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.guestscope.hostvalidate.host.Architecture;
import org.guestscope.hostvalidate.host.CapturedHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessorChecksTest {
    private static final String INTEL = "/sys/module/kvm_intel/parameters/";
    private static final String AMD = "/sys/module/kvm_amd/parameters/";

    @TempDir
    Path root;

    private CapturedHost captured() {
        return new CapturedHost(root);
    }

    @Test
    void bareMetalPasses() {
        expect(find("cpu-environment", captured().flags("vmx")), Level.PASS, "no sign");
    }

    @Test
    void guestsXenAndContainersAreNoted() {
        expect(find("cpu-environment", captured().flags("hypervisor")), Level.NOTE, "guest itself");
        expect(find("cpu-environment", captured().file("/sys/hypervisor/type", "xen")), Level.NOTE, "xen");
        expect(
                find(
                        "cpu-environment",
                        captured()
                                .bytes("/proc/1/environ", "A=b\0container=lxc\0".getBytes(StandardCharsets.US_ASCII))),
                Level.NOTE,
                "lxc container");
        expect(find("cpu-environment", captured().file("/run/systemd/container", "podman")), Level.NOTE, "podman");
    }

    @Test
    void nestedVirtualizationIsOnOffOrUnknown() {
        expect(find("cpu-nested", captured()), Level.NOTE, "no KVM module");
        expect(find("cpu-nested", captured().file(INTEL + "nested", "N")), Level.NOTE, "nested=1");
        expect(find("cpu-nested", captured().file(INTEL + "nested", "Y")), Level.PASS, "kvm_intel");
    }

    @Test
    void secondLevelPagingOffIsAWarning() {
        expectSkipped(find("cpu-second-level-paging", captured()));
        expect(find("cpu-second-level-paging", captured().flags("vmx ept")), Level.NOTE, "modprobe");
        expect(find("cpu-second-level-paging", captured().file(INTEL + "ept", "N")), Level.WARN, "ept=1");
        expect(find("cpu-second-level-paging", captured().file(INTEL + "ept", "Y")), Level.PASS, "EPT");
        expect(
                find("cpu-second-level-paging", captured().file(INTEL + "unrestricted_guest", "N")),
                Level.WARN,
                "unrestricted_guest=1");
    }

    @Test
    void nestedPageTablesOfAmdCountToo() {
        expect(find("cpu-second-level-paging", captured().file(AMD + "npt", "0")), Level.WARN, "npt=1");
        expect(find("cpu-second-level-paging", captured().file(AMD + "npt", "1")), Level.PASS, "NPT");
    }

    @Test
    void interruptVirtualizationIsPassedOrNoted() {
        expectSkipped(find("cpu-interrupt-virtualization", captured()));
        CapturedHost intel = captured().file(INTEL + "vpid", "Y").file(INTEL + "enable_apicv", "N");
        expect(find("cpu-interrupt-virtualization", intel), Level.NOTE, "off");
        expect(find("cpu-interrupt-virtualization", intel.file(INTEL + "enable_apicv", "Y")), Level.PASS, "on");
        expect(find("cpu-interrupt-virtualization", captured().file(AMD + "avic", "N")), Level.NOTE, "avic=1");
        expect(find("cpu-interrupt-virtualization", captured().file(AMD + "avic", "Y")), Level.PASS, "AVIC");
    }

    @Test
    void aLockedFirmwareSwitchIsToldFromAMissingOne() {
        expect(find("cpu-firmware-switch", captured().flags("vmx")), Level.PASS, "shows");
        expect(find("cpu-firmware-switch", captured().flags("hypervisor")), Level.NOTE, "host above");
        expect(find("cpu-firmware-switch", captured().flags("de")), Level.FAIL, "firmware setup");
        byte[] registers = new byte[0x3A + 8];
        registers[0x3A] = 1;
        expect(find("cpu-firmware-switch", captured().bytes("/dev/cpu/0/msr", registers)), Level.FAIL, "locked it");
        expectSkipped(find("cpu-firmware-switch", captured().machine(Architecture.AARCH64)));
    }

    @Test
    void slowClockSourcesAreWarnings() {
        String folder = "/sys/devices/system/clocksource/clocksource0/";
        expectSkipped(find("cpu-clock-source", captured()));
        CapturedHost host = captured().file(folder + "current_clocksource", "hpet");
        expect(find("cpu-clock-source", host), Level.WARN, "hpet");
        expect(find("cpu-clock-source", host.flags("constant_tsc nonstop_tsc")), Level.WARN, "echo tsc");
        expect(find("cpu-clock-source", host.file(folder + "current_clocksource", "tsc")), Level.PASS, "tsc");
    }

    @Test
    void savingPowerIsNoted() {
        expect(find("cpu-power", captured()), Level.NOTE, "neither");
        expect(find("cpu-power", captured().file("/etc/tuned/active_profile", "balanced")), Level.NOTE, "tuned-adm");
        expect(
                find("cpu-power", captured().file("/etc/tuned/active_profile", "virtual-host")),
                Level.PASS,
                "virtual-host");
    }

    @Test
    void isolatedProcessorsAreShown() {
        expect(find("cpu-isolation", captured()), Level.NOTE, "no processor");
        expect(find("cpu-isolation", captured().file("/proc/cmdline", "isolcpus=2-3")), Level.NOTE, "isolated 2-3");
    }
}
