package org.guestscope.hostvalidate.compat;

import org.guestscope.hostvalidate.check.Level;
import org.guestscope.hostvalidate.host.Architecture;
import org.guestscope.hostvalidate.host.CpuFlags;

/** Whether the processor can run guests itself. Only x86, IBM Z and POWER can tell from what /proc/cpuinfo lists. */
record HardwareVirtualization(Architecture architecture, CpuFlags flags) {
    /** Whether the row exists for this architecture: elsewhere /dev/kvm alone decides. */
    boolean applies() {
        return architecture.isX86() || architecture.isS390() || architecture.isPower();
    }

    boolean present() {
        if (architecture.isX86()) {
            return flags.vmx() || flags.svm();
        }
        return architecture.isPower() || flags.sie();
    }

    Row judge() {
        String missing = architecture.isS390() ? "no sie feature" : "neither a vmx nor an svm flag";
        return Row.of(
                "for hardware virtualization",
                present(),
                Level.FAIL,
                "/proc/cpuinfo shows " + missing + ", so KVM cannot be used and every guest would be emulated, slowly");
    }
}
