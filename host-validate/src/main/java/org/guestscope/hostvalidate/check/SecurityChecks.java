package org.guestscope.hostvalidate.check;

import java.util.ArrayList;
import java.util.List;
import org.guestscope.hostvalidate.host.Host;

/** Checks of what keeps guests away from the host and from each other. */
final class SecurityChecks {
    private static final String VULNERABILITIES = "/sys/devices/system/cpu/vulnerabilities";

    private SecurityChecks() {}

    static List<Check<?>> all() {
        return List.of(
                new Check<>(
                        "security-vulnerabilities",
                        Group.SECURITY,
                        "known faults of the processor",
                        VULNERABILITIES + "/*, /sys/devices/system/cpu/smt/control",
                        "an open one lets a guest read what is not its own",
                        Vulnerabilities::read,
                        Vulnerabilities::judge),
                new Check<>(
                        "security-kvm-mitigations",
                        Group.SECURITY,
                        "KVM's own mitigations",
                        "parameters nx_huge_pages and mitigate_smt_rsb of kvm, vmentry_l1d_flush of kvm_intel; vulnerabilities, bugs line",
                        "they close at guest entry what the kernel cannot close elsewhere",
                        KvmMitigations::read,
                        KvmMitigations::judge),
                new Check<>(
                        "security-microcode",
                        Group.SECURITY,
                        "microcode",
                        "microcode of every processor in /proc/cpuinfo, " + VULNERABILITIES + "/old_microcode",
                        "mitigations rely on it; processors that differ behave unlike each other",
                        Microcode::read,
                        Microcode::judge),
                new Check<>(
                        "security-svirt",
                        Group.SECURITY,
                        "confinement of QEMU (AppArmor, SELinux)",
                        "/sys/kernel/security/apparmor/profiles, /sys/fs/selinux/enforce, security_driver in qemu.conf",
                        "a guest that breaks out of QEMU is then still held",
                        Confinement::read,
                        Confinement::judge));
    }

    record Vulnerabilities(boolean told, List<String> open, String smt) {
        static Vulnerabilities read(Host host) {
            List<String> open = new ArrayList<>();
            String[] names = host.list(VULNERABILITIES);
            for (String name : names) {
                if (host.value(VULNERABILITIES + "/" + name).startsWith("Vulnerable")) {
                    open.add(name);
                }
            }
            return new Vulnerabilities(names.length > 0, open, host.value("/sys/devices/system/cpu/smt/control"));
        }

        Finding judge() {
            if (!told) {
                return Finding.skipped("this kernel does not tell");
            }
            String threads = smt.isEmpty() ? "" : "; SMT " + smt;
            return open.isEmpty()
                    ? Finding.pass("none is open" + threads)
                    : Finding.warn(
                            "open: " + String.join(", ", open) + threads,
                            "grep . " + VULNERABILITIES
                                    + "/*  # by hand: install microcode, boot without mitigations=off");
        }
    }

    record KvmMitigations(
            String nxHugePages, String iTlbMultihit, String flush, String l1tf, String returnStack, boolean smtBug) {
        static KvmMitigations read(Host host) {
            return new KvmMitigations(
                    host.value("/sys/module/kvm/parameters/nx_huge_pages"),
                    host.value(VULNERABILITIES + "/itlb_multihit"),
                    host.value("/sys/module/kvm_intel/parameters/vmentry_l1d_flush"),
                    host.value(VULNERABILITIES + "/l1tf"),
                    host.value("/sys/module/kvm/parameters/mitigate_smt_rsb"),
                    host.value("/proc/cpuinfo").contains(" smt_rsb"));
        }

        Finding judge() {
            boolean nxOff = nxHugePages.equals("N") || nxHugePages.equals("never");
            if (nxOff && affected(iTlbMultihit)) {
                return Finding.warn(
                        "nx_huge_pages is off on a processor that needs it: a guest can stop the host",
                        "echo force > /sys/module/kvm/parameters/nx_huge_pages");
            }
            if (flush.equals("never") && affected(l1tf)) {
                return Finding.warn(
                        "vmentry_l1d_flush is never on a processor that needs it",
                        "echo cond > /sys/module/kvm_intel/parameters/vmentry_l1d_flush");
            }
            if (smtBug && !returnStack.isEmpty() && !Words.yes(returnStack)) {
                return Finding.warn(
                        "mitigate_smt_rsb is off on a processor whose threads share return predictions",
                        "modprobe -r kvm_amd kvm; modprobe kvm mitigate_smt_rsb=1; modprobe kvm_amd");
            }
            if (nxHugePages.isEmpty() && flush.isEmpty()) {
                return Finding.skipped("no KVM module shows any");
            }
            return Finding.pass("nx_huge_pages " + Words.orNone(nxHugePages) + ", vmentry_l1d_flush "
                    + Words.orNone(flush) + ": as this processor needs");
        }

        private static boolean affected(String vulnerability) {
            return !vulnerability.isEmpty() && !vulnerability.startsWith("Not affected");
        }
    }

    record Microcode(List<String> revisions, boolean old) {
        static Microcode read(Host host) {
            List<String> revisions = new ArrayList<>();
            String cpuinfo = host.lines("/proc/cpuinfo");
            for (String line : (cpuinfo == null ? "" : cpuinfo).split("\n", -1)) {
                if (line.startsWith("microcode")) {
                    String revision = line.substring(line.indexOf(':') + 1).trim();
                    if (!revisions.contains(revision)) {
                        revisions.add(revision);
                    }
                }
            }
            return new Microcode(
                    revisions, host.value(VULNERABILITIES + "/old_microcode").startsWith("Vulnerable"));
        }

        Finding judge() {
            String remedy = "apt install intel-microcode amd64-microcode  # then boot anew";
            if (revisions.isEmpty()) {
                return Finding.skipped("this processor shows none");
            }
            if (revisions.size() > 1) {
                return Finding.warn("processors differ: " + Words.some(revisions, 4), remedy);
            }
            return old
                    ? Finding.warn(revisions.get(0) + ", which the kernel knows to be old", remedy)
                    : Finding.pass(revisions.get(0) + " on every processor");
        }
    }

    record Confinement(boolean appArmor, boolean libvirtProfile, String seLinux, String driver) {
        static Confinement read(Host host) {
            String profiles = host.value("/sys/kernel/security/apparmor/profiles");
            return new Confinement(
                    host.isFolder("/sys/kernel/security/apparmor")
                            || Words.yes(host.value("/sys/module/apparmor/parameters/enabled")),
                    profiles.contains("virt-aa-helper") || profiles.contains("libvirtd"),
                    host.value("/sys/fs/selinux/enforce"),
                    securityDriver(host.value("/etc/libvirt/qemu.conf")));
        }

        private static String securityDriver(String configuration) {
            for (String line : configuration.split("\n", -1)) {
                if (line.startsWith("security_driver")) {
                    return line.substring(line.indexOf('=') + 1).trim();
                }
            }
            return "";
        }

        Finding judge() {
            if (driver.contains("none")) {
                return Finding.warn(
                        "libvirt is told to confine nothing (security_driver = " + driver + ")",
                        "sed -i 's/^security_driver/#&/' /etc/libvirt/qemu.conf; systemctl restart libvirtd");
            }
            if (seLinux.equals("1")) {
                return Finding.pass("SELinux enforces");
            }
            if (seLinux.equals("0")) {
                return Finding.warn("SELinux only complains", "setenforce 1");
            }
            if (!appArmor) {
                return Finding.warn(
                        "neither AppArmor nor SELinux is active", "# by hand: boot with apparmor=1 security=apparmor");
            }
            return libvirtProfile
                    ? Finding.pass("AppArmor, with libvirt's profiles")
                    : Finding.note("AppArmor is active; libvirt's profiles were not seen (the list needs root)");
        }
    }
}
