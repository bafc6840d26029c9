package org.guestscope.virtwhat.evidence;

import org.jspecify.annotations.Nullable;

/**
 * The evidence of this machine: its files, and CPUID by the cheapest way that gives the same answer.
 *
 * <p>In the normal case no other program is started.
 */
final class MachineEvidence extends Evidence {

    private static final String CLOCKSOURCES = "/sys/devices/system/clocksource/clocksource0/available_clocksource";

    private @Nullable Cpuid cpuid;
    private boolean cpuidSought;

    MachineEvidence() {
        super(Root.ofMachine());
    }

    @Override
    Signature findSignature() {
        if (!isX86()) {
            return Signature.NONE;
        }
        Cpuid device = CpuidDevice.open();
        if (device != null) {
            cpuid = device;
            cpuidSought = true;
            return Signature.ask(device);
        }
        Signature concluded = concludedByKernel();
        if (concluded != null) {
            return concluded;
        }
        Cpuid instruction = cpuid();
        return instruction == null ? Signature.NONE : Signature.ask(instruction);
    }

    /**
     * What the kernel itself read from CPUID: a paravirtual clock is offered only where its hypervisor's signature was
     * found, and the kernel, too, prefers the highest leaf to an imitation below it. Other hypervisors leave no such
     * trace.
     */
    private @Nullable Signature concludedByKernel() {
        String clocks = root().text(CLOCKSOURCES);
        if (clocks == null) {
            return null;
        }
        if (clocks.contains("kvm-clock")) {
            return new Signature("KVMKVMKVM", CLOCKSOURCES + " (kvm-clock)");
        }
        if (clocks.contains("hyperv_clocksource")) {
            return new Signature("Microsoft Hv", CLOCKSOURCES + " (hyperv_clocksource)");
        }
        return null;
    }

    @Override
    public @Nullable Cpuid cpuid() {
        if (!cpuidSought) {
            cpuidSought = true;
            if (isX86()) {
                Cpuid device = CpuidDevice.open();
                cpuid = device != null ? device : CpuidInstruction.place();
            }
        }
        return cpuid;
    }

    private static boolean isX86() {
        String own = ownArchitecture();
        return own.equals("x86_64") || own.equals("i386");
    }

    @Override
    public @Nullable Long msr(int index) {
        Long value = CpuidDevice.readMsr(index);
        if (value == null) {
            boolean driver = root().exists(CpuidDevice.MSR);
            root().unreadable()
                    .add(new Root.Unreadable(CpuidDevice.MSR, driver ? "Permission denied" : "msr driver not loaded"));
        }
        return value;
    }

    @Override
    DmiReport findDmi() {
        DmiReport report = SmbiosFiles.read(root());
        if (!report.isEmpty()) {
            return report;
        }
        if (root().isDirectory("/sys/class")) {
            // The kernel is asked and knows of no SMBIOS.
            return new DmiReport().with("/sys/firmware", DmiReport.NO_ENTRY_POINT + "\n");
        }
        // Without /sys (a bare chroot) only a program that searches the memory can know.
        String dmidecode = programs().find("dmidecode");
        Programs.Answer answer = dmidecode == null ? null : programs().run(dmidecode, true);
        return dmidecode == null || answer == null ? report : report.with(dmidecode, answer.text());
    }

    @Override
    String findArchitecture() {
        String kernel = root().text("/proc/sys/kernel/arch");
        return kernel == null ? ownArchitecture() : firstLine(kernel);
    }

    /** The architecture this program runs on, in uname's words. */
    static String ownArchitecture() {
        String own = System.getProperty("os.arch", "");
        if (own.equals("amd64")) {
            return "x86_64";
        }
        return own.equals("x86") ? "i386" : own;
    }

    @Override
    String operatingSystem() {
        return System.getProperty("os.name", "");
    }
}
