package org.guestscope.hostvalidate.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guestscope.hostvalidate.check.CheckTester.expect;
import static org.guestscope.hostvalidate.check.CheckTester.expectSkipped;
import static org.guestscope.hostvalidate.check.CheckTester.find;

import java.nio.file.Path;
import org.guestscope.hostvalidate.host.CapturedHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PassthroughChecksTest {
    private static final String GROUPS = "/sys/kernel/iommu_groups/";
    private static final String PCI = "/sys/bus/pci/devices/";

    @TempDir
    Path root;

    private CapturedHost captured() {
        return new CapturedHost(root);
    }

    @Test
    void vfioMattersOnceTheIommuIsOn() {
        expect(find("passthrough-vfio", captured()), Level.NOTE, "off or absent");
        CapturedHost host = captured().folder(GROUPS + "0");
        expect(find("passthrough-vfio", host), Level.WARN, "modprobe vfio_pci");
        host.folder("/sys/module/vfio_pci").file("/dev/vfio/vfio");
        expect(find("passthrough-vfio", host), Level.PASS, "ready");
        host.file("/sys/module/vfio_iommu_type1/parameters/allow_unsafe_interrupts", "Y");
        expect(find("passthrough-vfio", host), Level.WARN, "unsafe");
    }

    @Test
    void groupsOfSeveralDevicesAreListedWithoutTheirBridges() {
        expect(find("passthrough-groups", captured()), Level.NOTE, "no groups");
        CapturedHost host = captured()
                .file(GROUPS + "1/devices/0000:00:01.0")
                .file(GROUPS + "1/devices/0000:01:00.0")
                .file(PCI + "0000:00:01.0/class", "0x060400")
                .file(PCI + "0000:01:00.0/class", "0x030000");
        expect(find("passthrough-groups", host), Level.PASS, "1 groups");
        expect(find("passthrough-groups", host.file(GROUPS + "1/type", "DMA-FQ")), Level.PASS, "1 groups (DMA-FQ)");
        host.file(GROUPS + "1/devices/0000:01:00.1").file(PCI + "0000:01:00.1/class", "0x040300");
        expect(find("passthrough-groups", host), Level.NOTE, "1 (0000:01:00.0, 0000:01:00.1)");
    }

    @Test
    void iommuParametersWithoutIommuAreAWarning() {
        expect(find("passthrough-iommu-mode", captured()), Level.NOTE, "no parameters");
        CapturedHost host = captured().file("/proc/cmdline", "intel_iommu=on");
        expect(find("passthrough-iommu-mode", host), Level.WARN, "firmware setup");
        host.folder("/sys/class/iommu/dmar0");
        expect(find("passthrough-iommu-mode", host), Level.NOTE, "iommu=pt");
        host.file("/proc/cmdline", "intel_iommu=on iommu=pt");
        expect(find("passthrough-iommu-mode", host), Level.PASS, "dmar0");
    }

    @Test
    void isolationOfBridgesIsCounted() {
        expect(find("passthrough-acs", captured()), Level.NOTE, "no PCI bridge");
        CapturedHost host = captured().file(PCI + "a/class", "0x060400");
        expectSkipped(find("passthrough-acs", host));
        byte[] space = new byte[4096];
        // An AER capability at 0x100 whose successor is ACS at 0x148.
        space[0x100] = 1;
        space[0x102] = (byte) 0x82;
        space[0x103] = 0x14;
        space[0x148] = 0x0D;
        expect(find("passthrough-acs", host.bytes(PCI + "a/config", space)), Level.PASS, "1 of 1");
        space[0x148] = 0x0E;
        expect(find("passthrough-acs", host.bytes(PCI + "a/config", space)), Level.NOTE, "0 of 1");
        expect(
                find("passthrough-acs", host.file("/proc/cmdline", "pcie_acs_override=downstream")),
                Level.WARN,
                "pretends");
    }

    @Test
    void aLoopOfCapabilitiesEnds() {
        byte[] space = new byte[4096];
        space[0x100] = 1;
        space[0x102] = 0x02;
        space[0x103] = 0x10;
        assertThat(PassthroughChecks.AccessControl.hasAcs(space)).isFalse();
        assertThat(PassthroughChecks.AccessControl.hasAcs(new byte[0x101])).isFalse();
    }

    @Test
    void virtualFunctionsAreCounted() {
        expect(find("passthrough-sriov", captured()), Level.NOTE, "no card");
        CapturedHost host = captured().file(PCI + "a/sriov_totalvfs", "64").file(PCI + "a/sriov_numvfs", "4");
        expect(find("passthrough-sriov", host), Level.NOTE, "a (4 of 64)");
    }

    @Test
    void mediatedDevicesAreShown() {
        expect(find("passthrough-mdev", captured()), Level.NOTE, "no device");
        expect(
                find("passthrough-mdev", captured().folder("/sys/class/mdev_bus/a/mdev_supported_types/i915-GVTg")),
                Level.NOTE,
                "a (1 types)");
    }
}
