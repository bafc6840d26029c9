package org.guestscope.hostvalidate.compat;

import org.guestscope.hostvalidate.check.Level;
import org.guestscope.hostvalidate.host.Host;
import org.jspecify.annotations.Nullable;

/** Whether POWER's fast KVM, kvm_hv, is loaded, from the text of /proc/modules ({@code null} if unreadable). */
record PowerKvmModule(@Nullable String modules) {
    static PowerKvmModule read(Host host) {
        return new PowerKvmModule(host.lines("/proc/modules"));
    }

    boolean loaded() {
        return modules != null && (modules.startsWith("kvm_hv") || modules.contains("\nkvm_hv"));
    }

    Row judge() {
        return Row.of(
                "for PowerPC KVM module loaded", loaded(), Level.WARN, "'modprobe kvm_hv' makes guests much faster");
    }
}
