package org.guestscope.hostvalidate.compat;

import org.guestscope.hostvalidate.check.Level;
import org.guestscope.hostvalidate.host.Architecture;
import org.guestscope.hostvalidate.host.Host;

/** KVM's device node: whether it is there, and whether this user may open it. */
record KvmDevice(Architecture architecture, boolean exists, boolean accessible) {
    private static final String PATH = "/dev/kvm";

    static KvmDevice read(Host host) {
        boolean exists = host.exists(PATH);
        return new KvmDevice(host.architecture(), exists, exists && host.readable(PATH) && host.writable(PATH));
    }

    /** Adds the row for its presence and, if it is there, the one for access. */
    void judge(String driver, Edition edition, Report report) {
        String hint = architecture.isX86()
                ? "switch virtualization on in the firmware setup and run 'modprobe kvm_intel' or 'modprobe kvm_amd'"
                : "see that processor and firmware offer virtualization and that the kvm module is loaded";
        Row presence = Row.of("if device " + edition.name(PATH) + " exists", exists, Level.FAIL, hint);
        if (report.add(driver, presence)) {
            report.add(
                    driver,
                    Row.of(
                            "if device " + edition.name(PATH) + " is accessible",
                            accessible,
                            Level.FAIL,
                            "this user may not open it for reading and writing: join the group that owns " + PATH
                                    + ", or widen its mode"));
        }
    }
}
