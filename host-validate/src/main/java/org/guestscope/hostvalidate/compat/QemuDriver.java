package org.guestscope.hostvalidate.compat;

import org.guestscope.hostvalidate.check.Level;
import org.guestscope.hostvalidate.host.Cgroups;
import org.guestscope.hostvalidate.host.CpuFlags;
import org.guestscope.hostvalidate.host.Host;

/** What libvirt's QEMU driver wants of a host. */
final class QemuDriver {
    private static final String NAME = "QEMU";

    private QemuDriver() {}

    static void validate(Host host, Edition edition, Report report) {
        CpuFlags flags = CpuFlags.read(host);
        if (flags == null) {
            report.complain("host-validate: qemu: cannot be checked: /proc/cpuinfo cannot be read");
            report.fail();
            return;
        }
        HardwareVirtualization processor = new HardwareVirtualization(host.architecture(), flags);
        if (!processor.applies() || report.add(NAME, processor.judge())) {
            KvmDevice.read(host).judge(NAME, edition, report);
        }
        if (host.architecture().isPower()) {
            report.add(NAME, PowerKvmModule.read(host).judge());
        }
        report.add(
                NAME,
                DevicePresence.read(
                                host,
                                "/dev/vhost-net",
                                Level.WARN,
                                "'modprobe vhost_net' moves virtio networking into the kernel, which is faster")
                        .judge(edition));
        report.add(
                NAME,
                DevicePresence.read(
                                host, "/dev/net/tun", Level.FAIL, "'modprobe tun': without it guests have no network")
                        .judge(edition));
        new ControllerSupport(Cgroups.read(host), Level.WARN)
                .judge(NAME, report, "cpu", "cpuacct", "cpuset", "memory", "devices", "blkio");
        validateIommu(host, flags, edition, report);
        SecureGuest.validate(host, flags, edition, NAME, report);
    }

    private static void validateIommu(Host host, CpuFlags flags, Edition edition, Report report) {
        IommuSupport support = IommuSupport.read(host, flags, edition);
        if (report.add(NAME, support.judge())) {
            IommuEnabled enabled = IommuEnabled.read(host, support.kind());
            if (enabled.applies()) {
                report.add(NAME, enabled.judge());
            }
        }
    }
}
