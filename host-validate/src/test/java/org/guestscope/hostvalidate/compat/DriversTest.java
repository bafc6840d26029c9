package org.guestscope.hostvalidate.compat;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.guestscope.hostvalidate.check.Level;
import org.guestscope.hostvalidate.host.Architecture;
import org.guestscope.hostvalidate.host.CapturedHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriversTest {
    private static final String NODES_GROUP = "/sys/kernel/iommu_groups/0";
    private static final String SEV = "/sys/module/kvm_amd/parameters/sev";

    @TempDir
    Path root;

    private CapturedHost captured() {
        return new CapturedHost(root)
                .file("/proc/mounts", "cgroup /c cgroup cpu,cpuacct,cpuset,memory,devices,blkio,freezer 0 0")
                .file("/proc/cgroups")
                .file("/proc/self/cgroup")
                .file("/dev/vhost-net")
                .file("/dev/net/tun")
                .file("/dev/kvm");
    }

    private static Report report(CapturedHost captured, Driver driver, Edition edition) {
        Report report = new Report(false, false);
        driver.validate(captured.host(), edition, report);
        return report;
    }

    /** Labels and levels of the rows that are not about control groups. */
    private static List<String> rows(CapturedHost captured, Driver driver, Edition edition) {
        List<String> rows = new ArrayList<>();
        for (Report.Entry entry : report(captured, driver, edition).entries()) {
            if (!entry.row().label().contains("cgroup")) {
                rows.add(entry.row().level() + " " + entry.row().label());
            }
        }
        return rows;
    }

    @Test
    void anIntelHostWithEverythingFailsNothing() {
        CapturedHost intel =
                captured().flags("vmx").file("/sys/firmware/acpi/tables/DMAR").folder(NODES_GROUP);
        assertThat(rows(intel, Driver.QEMU, Edition.CLASSIC))
                .containsExactly(
                        "PASS for hardware virtualization",
                        "PASS if device /dev/kvm exists",
                        "PASS if device /dev/kvm is accessible",
                        "PASS if device /dev/vhost-net exists",
                        "PASS if device /dev/net/tun exists",
                        "PASS for device assignment IOMMU support",
                        "PASS if IOMMU is enabled by kernel",
                        "WARN for secure guest support");
        assertThat(report(intel, Driver.QEMU, Edition.CLASSIC).failed()).isFalse();
    }

    @Test
    void withoutFlagsTheKvmDeviceIsNotLookedAt() {
        assertThat(rows(captured().flags("de"), Driver.QEMU, Edition.CLASSIC))
                .containsExactly(
                        "FAIL for hardware virtualization",
                        "PASS if device /dev/vhost-net exists",
                        "PASS if device /dev/net/tun exists",
                        "WARN for device assignment IOMMU support",
                        "WARN for secure guest support");
    }

    @Test
    void aMissingKvmDeviceIsNotTestedForAccess() {
        CapturedHost bare = new CapturedHost(root).flags("svm");
        assertThat(rows(bare, Driver.QEMU, Edition.CLASSIC))
                .containsExactly(
                        "PASS for hardware virtualization",
                        "FAIL if device /dev/kvm exists",
                        "WARN if device /dev/vhost-net exists",
                        "FAIL if device /dev/net/tun exists",
                        "WARN for device assignment IOMMU support",
                        "WARN for secure guest support");
    }

    @Test
    void aClosedKvmDeviceFails() {
        Report report = new Report(false, false);
        new KvmDevice(Architecture.X86_64, true, false).judge("QEMU", Edition.CLASSIC, report);
        assertThat(report.entries().get(1).row().level()).isEqualTo(Level.FAIL);
        assertThat(report.failed()).isTrue();
    }

    @Test
    void unreadableProcessorsGiveNoRowAndAFailure() {
        for (Driver driver : new Driver[] {Driver.QEMU, Driver.CH}) {
            Report report = report(captured(), driver, Edition.CLASSIC);
            assertThat(report.output()).isEmpty();
            assertThat(report.complaints()).contains("/proc/cpuinfo");
            assertThat(report.failed()).isTrue();
        }
    }

    @Test
    void withoutControlGroupsQemuGoesOnAndContainersFail() {
        CapturedHost none = captured().flags("vmx").file("/proc/mounts");
        Report qemu = report(none, Driver.QEMU, Edition.CLASSIC);
        assertThat(qemu.failed()).isFalse();
        assertThat(qemu.complaints().lines()).hasSize(1);
        assertThat(qemu.output()).doesNotContain("cgroup");
        assertThat(report(none, Driver.LXC, Edition.CLASSIC).failed()).isTrue();
    }

    /** libvirt 9.0.0 crashes here. */
    @Test
    void ibmZWithoutPciIsNoted() {
        CapturedHost mainframe = captured().machine(Architecture.S390X).file("/proc/cpuinfo", "features\t: esan3 sie");
        assertThat(rows(mainframe, Driver.QEMU, Edition.CLASSIC)).contains("NOTE for device assignment IOMMU support");
    }

    @Test
    void powerHasItsModuleRow() {
        CapturedHost power = captured().machine(Architecture.PPC64LE).file("/proc/cpuinfo", "cpu : POWER9");
        assertThat(rows(power, Driver.QEMU, Edition.CLASSIC)).contains("WARN for PowerPC KVM module loaded");
        power.file("/proc/modules", "kvm 1 0", "kvm_hv 1 0");
        assertThat(rows(power, Driver.QEMU, Edition.CLASSIC)).contains("PASS for PowerPC KVM module loaded");
    }

    @Test
    void secureExecutionNeedsFacilityUltravisorAndParameter() {
        CapturedHost mainframe = captured().machine(Architecture.S390X).file("/proc/cpuinfo", "features\t: sie 158");
        assertThat(rows(mainframe, Driver.QEMU, Edition.CLASSIC)).contains("WARN for secure guest support");
        mainframe.folder("/sys/firmware/uv");
        assertThat(rows(mainframe, Driver.QEMU, Edition.CLASSIC)).contains("WARN for secure guest support");
        mainframe.file("/proc/cmdline", "prot_virt=1");
        assertThat(rows(mainframe, Driver.QEMU, Edition.CLASSIC)).contains("PASS for secure guest support");
    }

    @Test
    void sevNeedsParameterAndDevice() {
        CapturedHost amd = captured().flags("svm sev");
        assertThat(rows(amd, Driver.QEMU, Edition.CLASSIC)).contains("WARN for secure guest support");
        amd.file(SEV, "Y");
        assertThat(rows(amd, Driver.QEMU, Edition.CLASSIC)).contains("WARN for secure guest support");
        amd.file("/dev/sev");
        assertThat(rows(amd, Driver.QEMU, Edition.CLASSIC)).contains("PASS for secure guest support");
        amd.file(SEV, "N");
        assertThat(rows(amd, Driver.QEMU, Edition.CLASSIC)).contains("WARN for secure guest support");
    }

    @Test
    void newerLibvirtAsksForSevEsAndThenForSevSnp() {
        String es = "for AMD Secure Encrypted Virtualization-Encrypted State (SEV-ES)";
        String snp = "for AMD Secure Encrypted Virtualization-Secure Nested Paging (SEV-SNP)";
        CapturedHost amd = captured().flags("svm sev").file(SEV, "1").file("/dev/sev");
        assertThat(rows(amd, Driver.QEMU, Edition.CLASSIC)).doesNotContain("WARN " + es);
        assertThat(rows(amd, Driver.QEMU, Edition.NEWER)).contains("WARN " + es).doesNotContain("WARN " + snp);
        amd.flags("svm sev sev_es");
        assertThat(rows(amd, Driver.QEMU, Edition.NEWER)).contains("PASS " + es, "WARN " + snp);
        amd.flags("svm sev sev_es sev_snp");
        assertThat(rows(amd, Driver.QEMU, Edition.NEWER)).contains("PASS " + es, "PASS " + snp);
    }

    @Test
    void newerLibvirtKnowsTdx() {
        CapturedHost intel = captured().flags("vmx");
        String parameter = "/sys/module/kvm_intel/parameters/tdx";
        assertThat(rows(intel, Driver.QEMU, Edition.NEWER)).contains("WARN for secure guest support");
        intel.file(parameter, "N");
        assertThat(rows(intel, Driver.QEMU, Edition.NEWER)).contains("WARN for secure guest support");
        intel.file(parameter, "Y");
        assertThat(rows(intel, Driver.QEMU, Edition.NEWER)).contains("PASS for secure guest support");
        assertThat(rows(intel, Driver.QEMU, Edition.CLASSIC)).contains("WARN for secure guest support");
    }

    @Test
    void newerLibvirtFindsTheIommuOfArm() {
        byte[] table = new byte[68];
        System.arraycopy(new byte[] {'I', 'O', 'R', 'T'}, 0, table, 0, 4);
        table[36] = 1;
        table[40] = 48;
        table[48] = 4;
        table[49] = 20;
        CapturedHost arm = captured()
                .machine(Architecture.AARCH64)
                .file("/proc/cpuinfo", "Features : fp")
                .folder(NODES_GROUP);
        assertThat(rows(arm, Driver.QEMU, Edition.NEWER)).contains("WARN for device assignment IOMMU support");
        arm.bytes("/sys/firmware/acpi/tables/IORT", table);
        assertThat(rows(arm, Driver.QEMU, Edition.NEWER))
                .contains("PASS for device assignment IOMMU support", "PASS if IOMMU is enabled by kernel");
        assertThat(rows(arm, Driver.QEMU, Edition.CLASSIC)).contains("WARN for device assignment IOMMU support");
    }

    @Test
    void anIommuWithoutGroupsIsNotEnabled() {
        CapturedHost amd = captured().flags("svm").file("/sys/firmware/acpi/tables/IVRS");
        assertThat(rows(amd, Driver.QEMU, Edition.CLASSIC)).doesNotContain("WARN if IOMMU is enabled by kernel");
        amd.folder("/sys/kernel/iommu_groups");
        assertThat(rows(amd, Driver.QEMU, Edition.CLASSIC)).contains("WARN if IOMMU is enabled by kernel");
    }

    @Test
    void containersNeedSomeNamespacesAndLikeOthers() {
        CapturedHost some = captured().file("/proc/self/ns/pid").file("/sys/fs/fuse/connections/x");
        assertThat(rows(some, Driver.LXC, Edition.CLASSIC))
                .containsExactly(
                        "PASS for Linux >= 2.6.26",
                        "FAIL for namespace ipc",
                        "FAIL for namespace mnt",
                        "PASS for namespace pid",
                        "FAIL for namespace uts",
                        "WARN for namespace net",
                        "WARN for namespace user",
                        "PASS if device /sys/fs/fuse/connections exists");
        assertThat(rows(some, Driver.LXC, Edition.NEWER)).contains("PASS for namespace 'pid'");
    }

    @Test
    void cloudHypervisorLooksAtKvmAlone() {
        assertThat(rows(captured().flags("vmx"), Driver.CH, Edition.CLASSIC))
                .containsExactly(
                        "PASS for hardware virtualization",
                        "PASS if device /dev/kvm exists",
                        "PASS if device /dev/kvm is accessible");
        assertThat(rows(captured().flags(""), Driver.CH, Edition.CLASSIC))
                .containsExactly("FAIL for hardware virtualization");
        assertThat(rows(captured().flags("").machine(Architecture.AARCH64), Driver.CH, Edition.CLASSIC))
                .hasSize(3);
        assertThat(rows(captured().flags("").machine(Architecture.RISCV64), Driver.CH, Edition.CLASSIC))
                .containsExactly("PASS if device /dev/kvm exists", "PASS if device /dev/kvm is accessible");
    }

    @Test
    void bhyveFailsForAnyMissingModule() {
        String kldstat =
                "Id Refs Address Size Name\n 1 30 0xffff 1d8 kernel\n 2 1 0xff 5 vmm.ko\n 3 1 0xff 5 if_tap.ko\n"
                        + " 4 1 0xff 5 if_bridge.ko\n";
        Report report = new Report(false, false);
        BhyveDriver.validate(kldstat, report);
        assertThat(report.entries().get(0).row().level()).isEqualTo(Level.PASS);
        assertThat(report.entries().get(3).row().level()).isEqualTo(Level.WARN);
        assertThat(report.failed()).isTrue();
        Report whole = new Report(false, false);
        BhyveDriver.validate(kldstat + " 5 1 0xff 5 nmdm.ko", whole);
        assertThat(whole.failed()).isFalse();
        Report none = new Report(false, false);
        BhyveDriver.validate("", none);
        assertThat(none.entries().get(0).row().level()).isEqualTo(Level.FAIL);
    }
}
