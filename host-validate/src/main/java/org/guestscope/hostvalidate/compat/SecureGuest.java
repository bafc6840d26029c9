package org.guestscope.hostvalidate.compat;

import org.guestscope.hostvalidate.check.Level;
import org.guestscope.hostvalidate.host.CpuFlags;
import org.guestscope.hostvalidate.host.Host;
import org.guestscope.hostvalidate.host.KernelCommandLine;

/** Whether guests can be shielded from the host: IBM Secure Execution, AMD SEV, or (later libvirt) Intel TDX. */
final class SecureGuest {
    private static final String LABEL = "for secure guest support";
    private static final String SEV_PARAMETER = "/sys/module/kvm_amd/parameters/sev";
    private static final String TDX_PARAMETER = "/sys/module/kvm_intel/parameters/tdx";

    /** Beginnings of values the s390 kernel takes for yes. */
    private static final String[] YES = {"y", "Y", "on", "ON", "oN", "On", "1"};

    private SecureGuest() {}

    /** Evidence on IBM Z: facility 158, the ultravisor's folder, and prot_virt on the kernel's command line. */
    record SecureExecution(boolean facility, boolean ultravisor, KernelCommandLine commandLine) {
        static SecureExecution read(Host host, CpuFlags flags) {
            return new SecureExecution(
                    flags.secureExecution(), host.isFolder("/sys/firmware/uv"), KernelCommandLine.read(host));
        }

        Row judge() {
            if (!facility) {
                return new Row(LABEL, Level.WARN, "neither machine nor firmware offers IBM Secure Execution");
            }
            if (!ultravisor) {
                return new Row(LABEL, Level.WARN, "this kernel or machine has no ultravisor (/sys/firmware/uv)");
            }
            return Row.of(
                    LABEL,
                    commandLine.hasValueStarting("prot_virt", YES),
                    Level.WARN,
                    "boot the kernel with prot_virt=1 to use IBM Secure Execution");
        }
    }

    /**
     * Evidence on AMD: kvm_amd's parameter ("" when it cannot be read) and SEV's device; SEV-ES and SEV-SNP are
     * processor flags.
     */
    record EncryptedVirtualization(String parameter, boolean device, boolean es, boolean snp) {
        static EncryptedVirtualization read(Host host, CpuFlags flags) {
            return new EncryptedVirtualization(
                    host.value(SEV_PARAMETER), host.exists("/dev/sev"), flags.has("sev_es"), flags.has("sev_snp"));
        }

        Row judge() {
            if (parameter.isEmpty()) {
                return new Row(LABEL, Level.WARN, "kvm_amd has no SEV here: load the module, or use a kernel with SEV");
            }
            if (!startsWithYes(parameter)) {
                return new Row(LABEL, Level.WARN, "kvm_amd was loaded without SEV: reload it with sev=1");
            }
            return Row.of(LABEL, device, Level.WARN, "there is no /dev/sev: switch SEV on in the firmware setup");
        }

        /** The rows later libvirt adds after SEV has passed: each only if the one before passed. */
        void judgeFurther(String driver, Report report) {
            String name = "for AMD Secure Encrypted Virtualization-";
            Row encryptedState = Row.of(
                    name + "Encrypted State (SEV-ES)", es, Level.WARN, "this processor or its firmware has no SEV-ES");
            if (report.add(driver, encryptedState)) {
                report.add(
                        driver,
                        Row.of(
                                name + "Secure Nested Paging (SEV-SNP)",
                                snp,
                                Level.WARN,
                                "this processor or its firmware has no SEV-SNP"));
            }
        }
    }

    /** Evidence on Intel: kvm_intel's parameter, "" when this kernel has none. */
    record TrustDomains(String parameter) {
        Row judge() {
            if (parameter.isEmpty()) {
                return new Row(LABEL, Level.WARN, "this kernel's kvm_intel knows no TDX");
            }
            return Row.of(
                    LABEL,
                    startsWithYes(parameter),
                    Level.WARN,
                    "TDX is off: switch it on in the firmware setup and boot with kvm_intel.tdx=1");
        }
    }

    static void validate(Host host, CpuFlags flags, Edition edition, String driver, Report report) {
        if (host.architecture().isS390()) {
            report.add(driver, SecureExecution.read(host, flags).judge());
        } else if (flags.sev()) {
            EncryptedVirtualization sev = EncryptedVirtualization.read(host, flags);
            if (report.add(driver, sev.judge()) && edition == Edition.NEWER) {
                sev.judgeFurther(driver, report);
            }
        } else if (flags.vmx() && edition == Edition.NEWER) {
            report.add(driver, new TrustDomains(host.value(TDX_PARAMETER)).judge());
        } else {
            report.add(driver, new Row(LABEL, Level.WARN, "no way to shield guests is known for this platform"));
        }
    }

    private static boolean startsWithYes(String value) {
        return value.startsWith("1") || value.startsWith("Y") || value.startsWith("y");
    }
}
