package org.guestscope.hostvalidate.check;

import java.util.List;
import org.guestscope.hostvalidate.host.Architecture;
import org.guestscope.hostvalidate.host.CpuFlags;
import org.guestscope.hostvalidate.host.Host;
import org.guestscope.hostvalidate.host.KernelCommandLine;
import org.jspecify.annotations.Nullable;

/** Checks of the processor, its virtualization features and how the kernel runs it. */
final class ProcessorChecks {
    private static final String INTEL = "/sys/module/kvm_intel/parameters/";
    private static final String AMD = "/sys/module/kvm_amd/parameters/";
    private static final String CLOCK = "/sys/devices/system/clocksource/clocksource0/";

    private ProcessorChecks() {}

    static List<Check<?>> all() {
        return List.of(
                new Check<>(
                        "cpu-environment",
                        Group.CPU,
                        "bare metal, guest or container",
                        "flag hypervisor, /sys/hypervisor/type, DMI sys_vendor, /run/systemd/container, /proc/1/environ",
                        "a host that is a guest itself depends on its own host for everything below",
                        Environment::read,
                        Environment::judge),
                new Check<>(
                        "cpu-nested",
                        Group.CPU,
                        "nested virtualization",
                        "parameter nested of kvm_intel, kvm_amd or kvm_hv; flag hypervisor",
                        "guests that run guests need it; others are safer without",
                        Nested::read,
                        Nested::judge),
                new Check<>(
                        "cpu-second-level-paging",
                        Group.CPU,
                        "second-level paging (EPT, NPT)",
                        "parameters ept and unrestricted_guest of kvm_intel, npt of kvm_amd; flags ept, npt",
                        "without it every change of a guest's page tables is a trip into the hypervisor",
                        SecondLevelPaging::read,
                        SecondLevelPaging::judge),
                new Check<>(
                        "cpu-interrupt-virtualization",
                        Group.CPU,
                        "tagged TLB and APIC virtualization",
                        "parameters vpid and enable_apicv of kvm_intel, avic of kvm_amd",
                        "they spare guests exits for context switches and interrupts",
                        InterruptVirtualization::read,
                        InterruptVirtualization::judge),
                new Check<>(
                        "cpu-firmware-switch",
                        Group.CPU,
                        "virtualization switched on in the firmware",
                        "vendor and flags in /proc/cpuinfo, MSR 0x3A through /dev/cpu/0/msr (root, module msr)",
                        "a locked switch hides the processor's virtualization from every kernel",
                        FirmwareSwitch::read,
                        FirmwareSwitch::judge),
                new Check<>(
                        "cpu-clock-source",
                        Group.CPU,
                        "clock source",
                        CLOCK + "{current,available}_clocksource, flags constant_tsc and nonstop_tsc",
                        "with hpet or acpi_pm every look at the clock is slow, in host and guests",
                        ClockSource::read,
                        ClockSource::judge),
                new Check<>(
                        "cpu-power",
                        Group.CPU,
                        "power profile",
                        "/etc/tuned/active_profile, scaling_governor of cpu0",
                        "power saving makes guests answer late",
                        Power::read,
                        Power::judge),
                new Check<>(
                        "cpu-isolation",
                        Group.CPU,
                        "processors set apart",
                        "isolcpus, nohz_full and rcu_nocbs in /proc/cmdline, /sys/devices/system/cpu/isolated",
                        "pinned real-time guests want processors of their own; others lose them",
                        Isolation::read,
                        Isolation::judge));
    }

    private static CpuFlags flags(Host host) {
        CpuFlags flags = CpuFlags.read(host);
        return flags == null ? CpuFlags.parse("") : flags;
    }

    record Environment(boolean hypervisorFlag, String hypervisorType, String vendor, String container) {
        static Environment read(Host host) {
            String container = host.value("/run/systemd/container");
            String init = host.value("/proc/1/environ");
            int variable = ("\0" + init).indexOf("\0container=");
            if (container.isEmpty() && variable >= 0) {
                int start = variable + "container=".length();
                int end = init.indexOf('\0', start);
                container = init.substring(start, end < 0 ? init.length() : end);
            }
            return new Environment(
                    flags(host).has("hypervisor"),
                    host.value("/sys/hypervisor/type"),
                    host.value("/sys/class/dmi/id/sys_vendor"),
                    container);
        }

        Finding judge() {
            String vendorText = vendor.isEmpty() ? "" : " (" + vendor + ")";
            if (!container.isEmpty()) {
                return Finding.note("this is a " + container + " container: what is seen is partly its host's");
            }
            if (!hypervisorType.isEmpty()) {
                return Finding.note("this runs on the " + hypervisorType + " hypervisor" + vendorText);
            }
            if (hypervisorFlag) {
                return Finding.note("this is a guest itself: KVM here is nested or imitated" + vendorText);
            }
            return Finding.pass("no sign of a hypervisor or container" + vendorText);
        }
    }

    record Nested(String module, String value, boolean guest) {
        static Nested read(Host host) {
            boolean guest = flags(host).has("hypervisor");
            for (String module : new String[] {"kvm_intel", "kvm_amd", "kvm_hv"}) {
                String value = host.value("/sys/module/" + module + "/parameters/nested");
                if (!value.isEmpty()) {
                    return new Nested(module, value, guest);
                }
            }
            return new Nested("", "", guest);
        }

        Finding judge() {
            if (module.isEmpty()) {
                return Finding.note(
                        "no KVM module here has the switch" + (guest ? "; this host is itself a guest" : ""));
            }
            if (Words.yes(value)) {
                return Finding.pass(module + " lets guests run guests");
            }
            return Finding.note(
                    module + " does not let guests run guests",
                    "echo 'options " + module + " nested=1' > /etc/modprobe.d/kvm-nested.conf; modprobe -r " + module
                            + "; modprobe " + module);
        }
    }

    record SecondLevelPaging(String ept, String unrestricted, String npt, boolean capable) {
        static SecondLevelPaging read(Host host) {
            CpuFlags flags = flags(host);
            return new SecondLevelPaging(
                    host.value(INTEL + "ept"),
                    host.value(INTEL + "unrestricted_guest"),
                    host.value(AMD + "npt"),
                    flags.has("ept") || flags.has("npt"));
        }

        Finding judge() {
            if (ept.isEmpty() && npt.isEmpty()) {
                return capable
                        ? Finding.note(
                                "the processor has it, no KVM module uses it", "modprobe kvm_intel || modprobe kvm_amd")
                        : Finding.skipped("neither kvm_intel nor kvm_amd is loaded");
            }
            if (!ept.isEmpty() && !Words.yes(ept)) {
                return Finding.warn("EPT is off", "modprobe -r kvm_intel; modprobe kvm_intel ept=1");
            }
            if (!npt.isEmpty() && !Words.yes(npt)) {
                return Finding.warn("NPT is off", "modprobe -r kvm_amd; modprobe kvm_amd npt=1");
            }
            if (!ept.isEmpty() && !unrestricted.isEmpty() && !Words.yes(unrestricted)) {
                return Finding.warn(
                        "EPT is on, but 16-bit guest code is emulated (unrestricted_guest is off)",
                        "modprobe -r kvm_intel; modprobe kvm_intel unrestricted_guest=1");
            }
            return Finding.pass(ept.isEmpty() ? "NPT is on" : "EPT is on");
        }
    }

    record InterruptVirtualization(String vpid, String apicv, String avic) {
        static InterruptVirtualization read(Host host) {
            return new InterruptVirtualization(
                    host.value(INTEL + "vpid"), host.value(INTEL + "enable_apicv"), host.value(AMD + "avic"));
        }

        Finding judge() {
            if (vpid.isEmpty() && apicv.isEmpty() && avic.isEmpty()) {
                return Finding.skipped("neither kvm_intel nor kvm_amd is loaded");
            }
            if (!avic.isEmpty()) {
                return Words.yes(avic)
                        ? Finding.pass("AVIC is on")
                        : Finding.note("AVIC is off", "modprobe -r kvm_amd; modprobe kvm_amd avic=1");
            }
            String seen = "VPID is " + onOff(vpid) + ", APIC virtualization is " + onOff(apicv);
            return Words.yes(vpid) && Words.yes(apicv) ? Finding.pass(seen) : Finding.note(seen);
        }

        private static String onOff(String value) {
            return Words.yes(value) ? "on" : "off";
        }
    }

    /** IA32_FEATURE_CONTROL, when it can be read, tells a locked switch from a processor that has none. */
    record FirmwareSwitch(
            Architecture architecture,
            boolean intel,
            boolean present,
            boolean guest,
            @Nullable Integer featureControl) {
        private static final int MSR_FEATURE_CONTROL = 0x3A;
        private static final int LOCKED = 1;
        private static final int VMX_OUTSIDE_SMX = 4;

        static FirmwareSwitch read(Host host) {
            CpuFlags flags = flags(host);
            String cpuinfo = host.lines("/proc/cpuinfo");
            byte[] register = host.bytes("/dev/cpu/0/msr", MSR_FEATURE_CONTROL, 8);
            return new FirmwareSwitch(
                    host.architecture(),
                    cpuinfo != null && cpuinfo.contains("GenuineIntel"),
                    flags.vmx() || flags.svm(),
                    flags.has("hypervisor"),
                    register == null ? null : register[0] & 0xFF);
        }

        Finding judge() {
            if (!architecture.isX86()) {
                return Finding.skipped("only x86 firmware has the switch");
            }
            if (present) {
                return Finding.pass("the processor shows its virtualization");
            }
            if (guest) {
                return Finding.note(
                        "no vmx or svm flag in this guest: its host does not pass virtualization on",
                        "# by hand: on the host above, switch nested virtualization on and give this guest its processor model");
            }
            if (featureControl != null && (featureControl & LOCKED) != 0 && (featureControl & VMX_OUTSIDE_SMX) == 0) {
                return Finding.fail(
                        "the firmware has switched VT-x off and locked it",
                        "# by hand: switch VT-x on in the firmware setup");
            }
            return Finding.fail(
                    "no vmx or svm flag" + (intel && featureControl == null ? "; the switch itself was not read" : ""),
                    "# by hand: switch virtualization (VT-x, AMD-V, SVM) on in the firmware setup");
        }
    }

    record ClockSource(String current, String available, boolean steadyTsc) {
        static ClockSource read(Host host) {
            CpuFlags flags = flags(host);
            return new ClockSource(
                    host.value(CLOCK + "current_clocksource"),
                    host.value(CLOCK + "available_clocksource"),
                    flags.has("constant_tsc") && flags.has("nonstop_tsc"));
        }

        Finding judge() {
            if (current.isEmpty()) {
                return Finding.skipped("the kernel does not tell");
            }
            if (current.equals("hpet") || current.equals("acpi_pm") || current.equals("jiffies")) {
                return Finding.warn(
                        current + " (available: " + Words.orNone(available) + ")",
                        steadyTsc ? "echo tsc > " + CLOCK + "current_clocksource" : "dmesg | grep -i tsc");
            }
            return Finding.pass(current);
        }
    }

    record Power(String profile, String governor) {
        static Power read(Host host) {
            return new Power(
                    host.value("/etc/tuned/active_profile"),
                    host.value("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor"));
        }

        Finding judge() {
            if (profile.equals("virtual-host") || governor.equals("performance")) {
                return Finding.pass(seen());
            }
            if (profile.isEmpty() && governor.isEmpty()) {
                return Finding.note("neither tuned nor a frequency governor is here");
            }
            return Finding.note(seen(), "tuned-adm profile virtual-host");
        }

        private String seen() {
            return "tuned profile " + Words.orNone(profile) + ", governor " + Words.orNone(governor);
        }
    }

    record Isolation(String isolated, String fullTicks, String callbacks) {
        static Isolation read(Host host) {
            KernelCommandLine commandLine = KernelCommandLine.read(host);
            String isolated = host.value("/sys/devices/system/cpu/isolated");
            return new Isolation(
                    isolated.isEmpty() ? commandLine.value("isolcpus") : isolated,
                    commandLine.value("nohz_full"),
                    commandLine.value("rcu_nocbs"));
        }

        Finding judge() {
            if (isolated.isEmpty() && fullTicks.isEmpty() && callbacks.isEmpty()) {
                return Finding.note("no processor is set apart for guests");
            }
            return Finding.note("isolated " + Words.orNone(isolated) + ", without ticks " + Words.orNone(fullTicks)
                    + ", without RCU callbacks " + Words.orNone(callbacks));
        }
    }
}
