package org.guestscope.hostvalidate.compat;

import org.guestscope.hostvalidate.check.Level;
import org.guestscope.hostvalidate.host.Architecture;
import org.guestscope.hostvalidate.host.CpuFlags;
import org.guestscope.hostvalidate.host.Host;

/** What libvirt's Cloud Hypervisor driver wants of a host: KVM on x86-64 or 64-bit Arm. */
final class CloudHypervisorDriver {
    private static final String NAME = "CH";

    private CloudHypervisorDriver() {}

    static void validate(Host host, Edition edition, Report report) {
        CpuFlags flags = CpuFlags.read(host);
        if (flags == null) {
            report.complain("host-validate: ch: cannot be checked: /proc/cpuinfo cannot be read");
            report.fail();
            return;
        }
        boolean usable = true;
        if (host.architecture() == Architecture.X86_64) {
            usable = report.add(NAME, new HardwareVirtualization(Architecture.X86_64, flags).judge());
        } else if (host.architecture() == Architecture.AARCH64) {
            report.add(NAME, new Row("for hardware virtualization", Level.PASS, ""));
        }
        if (usable) {
            KvmDevice.read(host).judge(NAME, edition, report);
        }
    }
}
