package org.guestscope.hostvalidate.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guestscope.hostvalidate.check.CheckTester.expect;
import static org.guestscope.hostvalidate.check.CheckTester.expectSkipped;
import static org.guestscope.hostvalidate.check.CheckTester.find;

import java.nio.file.Path;
import java.util.List;
import org.guestscope.hostvalidate.host.CapturedHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecuritySoftwareLimitChecksTest {
    private static final String VULNERABILITIES = "/sys/devices/system/cpu/vulnerabilities/";

    @TempDir
    Path root;

    private CapturedHost captured() {
        return new CapturedHost(root);
    }

    @Test
    void openVulnerabilitiesAreWarnings() {
        expectSkipped(find("security-vulnerabilities", captured()));
        CapturedHost host = captured().file(VULNERABILITIES + "mds", "Mitigation: Clear CPU buffers; SMT vulnerable");
        expect(find("security-vulnerabilities", host), Level.PASS, "none is open");
        expect(
                find("security-vulnerabilities", host.file(VULNERABILITIES + "retbleed", "Vulnerable")),
                Level.WARN,
                "open: retbleed");
    }

    @Test
    void mitigationsOffMatterOnlyOnAffectedProcessors() {
        expectSkipped(find("security-kvm-mitigations", captured()));
        CapturedHost host = captured()
                .file("/sys/module/kvm/parameters/nx_huge_pages", "N")
                .file("/sys/module/kvm_intel/parameters/vmentry_l1d_flush", "never");
        expect(find("security-kvm-mitigations", host), Level.PASS, "as this processor needs");
        host.file(VULNERABILITIES + "l1tf", "Mitigation: PTE Inversion");
        expect(find("security-kvm-mitigations", host), Level.WARN, "echo cond");
        host.file(VULNERABILITIES + "itlb_multihit", "KVM: Vulnerable");
        expect(find("security-kvm-mitigations", host), Level.WARN, "nx_huge_pages");
        host.file(VULNERABILITIES + "itlb_multihit", "Not affected").file(VULNERABILITIES + "l1tf", "Not affected");
        expect(find("security-kvm-mitigations", host), Level.PASS, "as this processor needs");
        host.file("/proc/cpuinfo", "bugs : spectre_v1 smt_rsb")
                .file("/sys/module/kvm/parameters/mitigate_smt_rsb", "N");
        expect(find("security-kvm-mitigations", host), Level.WARN, "mitigate_smt_rsb=1");
    }

    @Test
    void unevenOrOldMicrocodeIsAWarning() {
        expectSkipped(find("security-microcode", captured()));
        CapturedHost host = captured().file("/proc/cpuinfo", "microcode\t: 0xb0", "microcode\t: 0xb0");
        expect(find("security-microcode", host), Level.PASS, "0xb0 on every processor");
        expect(
                find("security-microcode", host.file(VULNERABILITIES + "old_microcode", "Vulnerable")),
                Level.WARN,
                "old");
        host.file("/proc/cpuinfo", "microcode\t: 0xb0", "microcode\t: 0xa0");
        expect(find("security-microcode", host), Level.WARN, "0xb0, 0xa0");
    }

    @Test
    void qemuIsConfinedOrNot() {
        expect(find("security-svirt", captured()), Level.WARN, "neither");
        CapturedHost host = captured().folder("/sys/kernel/security/apparmor");
        expect(find("security-svirt", host), Level.NOTE, "not seen");
        host.file("/sys/kernel/security/apparmor/profiles", "virt-aa-helper (enforce)");
        expect(find("security-svirt", host), Level.PASS, "AppArmor");
        host.file("/sys/fs/selinux/enforce", "0");
        expect(find("security-svirt", host), Level.WARN, "setenforce");
        host.file("/sys/fs/selinux/enforce", "1");
        expect(find("security-svirt", host), Level.PASS, "SELinux");
        host.file("/etc/libvirt/qemu.conf", "#security_driver = \"x\"", "security_driver = \"none\"");
        expect(find("security-svirt", host), Level.WARN, "confine nothing");
    }

    @Test
    void qemuIsMissingOrBuiltWithoutKvm() {
        expect(find("software-qemu", captured()), Level.FAIL, "apt install");
        expect(find("software-qemu", captured().program("qemu-system-x86_64")), Level.NOTE, "/usr/bin/qemu-system");
        String path = "/usr/bin/qemu-system-x86_64";
        String version = "QEMU emulator version 7.2.22 (Debian 1:7.2)\n";
        expect(
                new SoftwareChecks.Qemu(path, version, "Accelerators supported in QEMU binary:\ntcg\nkvm\n").judge(),
                Level.PASS,
                "7.2.22, with KVM");
        expect(new SoftwareChecks.Qemu(path, version, "Accelerators:\ntcg\n").judge(), Level.WARN, "without KVM");
    }

    @Test
    void libvirtAnswersIsSilentOrAbsent() {
        expect(find("software-libvirt", captured()), Level.WARN, "systemctl enable");
        expect(find("software-libvirt", captured().file("/run/libvirt/virtqemud-sock")), Level.WARN, "nobody answers");
        List<String> socket = List.of("/run/libvirt/libvirt-sock");
        expect(new SoftwareChecks.Libvirt(socket, socket).judge(), Level.PASS, "answers at");
    }

    @Test
    void controllersOfTheSessionMatterToOrdinaryUsers() {
        expect(find("software-cgroup-delegation", captured()), Level.NOTE, "version 1");
        CapturedHost host = captured()
                .file("/proc/mounts", "cgroup2 /cg cgroup2 rw 0 0")
                .file("/proc/self/cgroup", "1:name=x:/y", "0::/user.slice")
                .file("/proc/self/status", "Name:\tx", "Uid:\t1000\t1000\t1000\t1000")
                .file("/cg/user.slice/cgroup.controllers", "memory pids");
        expect(find("software-cgroup-delegation", host), Level.WARN, "Delegate=yes");
        host.file("/cg/user.slice/cgroup.controllers", "cpu memory pids");
        expect(find("software-cgroup-delegation", host), Level.PASS, "/user.slice has cpu memory pids");
        host.file("/cg/user.slice/cgroup.controllers").file("/proc/self/status", "Name:\tx", "Uid:\t0\t0\t0\t0");
        expect(find("software-cgroup-delegation", host), Level.NOTE, "root needs no delegation");
    }

    @Test
    void eitherVersionCanStopProcesses() {
        expect(find("software-cgroup-freezer", captured()), Level.WARN, "5.2");
        CapturedHost host = captured()
                .file("/proc/mounts", "cgroup2 /cg cgroup2 rw 0 0")
                .file("/cg/cgroup.controllers", "cpu")
                .file("/cg/system.slice/cgroup.freeze", "0");
        expect(find("software-cgroup-freezer", host), Level.PASS, "version 2");
        host.file("/proc/mounts", "cgroup /f cgroup freezer 0 0")
                .file("/proc/cgroups")
                .file("/proc/self/cgroup");
        expect(find("software-cgroup-freezer", host), Level.PASS, "version 1");
    }

    @Test
    void lockedMemoryMustHoldAGuest() {
        expectSkipped(find("limits-locked-memory", captured()));
        CapturedHost host = captured().file("/proc/self/limits", limit("Max locked memory", "8388608"));
        expect(find("limits-locked-memory", host), Level.WARN, "8 MiB");
        host.file("/proc/self/limits", limit("Max locked memory", "unlimited"));
        expect(find("limits-locked-memory", host), Level.PASS, "unlimited");
        host.file("/proc/self/limits", limit("Max locked memory", "8589934592"));
        expect(find("limits-locked-memory", host), Level.PASS, "8192 MiB");
    }

    private static String limit(String name, String value) {
        return name + "         " + value + "              " + value + "              bytes";
    }

    @Test
    void fewFilesOrMapsAreTold() {
        expectSkipped(find("limits-files", captured()));
        CapturedHost host = captured().file("/proc/self/limits", limit("Max open files", "256"));
        expect(find("limits-files", host), Level.WARN, "ulimit");
        host.file("/proc/self/limits", limit("Max open files", "4096")).file("/proc/sys/vm/max_map_count", "1000");
        expect(find("limits-files", host), Level.NOTE, "max_map_count");
        expect(find("limits-files", host.file("/proc/sys/vm/max_map_count", "262144")), Level.PASS, "files 4096");
    }

    @Test
    void userNamespacesAreOffRestrictedOrThere() {
        expectSkipped(find("limits-user-namespaces", captured()));
        CapturedHost host = captured().file("/proc/sys/user/max_user_namespaces", "1000");
        expect(find("limits-user-namespaces", host), Level.NOTE, "subordinate");
        expect(find("limits-user-namespaces", host.file("/etc/subuid", "u:100000:65536")), Level.PASS, "are there");
        host.file("/proc/sys/kernel/apparmor_restrict_unprivileged_userns", "1");
        expect(find("limits-user-namespaces", host), Level.NOTE, "AppArmor");
        host.file("/proc/sys/kernel/unprivileged_userns_clone", "0");
        expect(find("limits-user-namespaces", host), Level.NOTE, "only root");
        host.file("/proc/sys/user/max_user_namespaces", "0");
        expect(find("limits-user-namespaces", host), Level.WARN, "max_user_namespaces");
    }

    @Test
    void sevNeedsModuleAndDevice() {
        String amd = "/sys/module/kvm_amd/parameters/";
        expect(find("confidential-sev", captured()), Level.NOTE, "no SEV");
        CapturedHost host = captured().flags("svm sev");
        expect(find("confidential-sev", host), Level.WARN, "sev=1");
        expect(find("confidential-sev", host.file(amd + "sev", "Y")), Level.WARN, "/dev/sev");
        host.file("/dev/sev").file(amd + "sev_es", "Y").file(amd + "sev_snp", "N");
        expect(find("confidential-sev", host), Level.PASS, "SEV-ES on, SEV-SNP off");
        expect(
                find("confidential-sev", host.file("/sys/fs/cgroup/misc.capacity", "sev 410", "sev_es 99")),
                Level.PASS,
                "sev 410 sev_es 99");
    }

    @Test
    void theProcessorsLeafTellsHowManyGuests() {
        byte[] registers = {1, 0, 0, 0, 0x73, 0x11, 0, 0, (byte) 0xFD, 1, 0, 0, 0x64, 0, 0, 0};
        assertThat(ConfidentialChecks.EncryptedVirtualization.Capacity.parse(registers))
                .isEqualTo(new ConfidentialChecks.EncryptedVirtualization.Capacity(51, 509, 100));
    }

    @Test
    void tdxIsOffOnOrAbsent() {
        expect(find("confidential-tdx", captured()), Level.NOTE, "no TDX");
        expect(find("confidential-tdx", captured().flags("tdx_host_platform")), Level.WARN, "kvm_intel.tdx=1");
        expect(
                find("confidential-tdx", captured().file("/sys/module/kvm_intel/parameters/tdx", "Y")),
                Level.PASS,
                "TDX guests");
        expect(new ConfidentialChecks.TrustDomains(true, "", 1 << 5).judge(), Level.PASS, "TDX guests");
    }

    @Test
    void enclavesAreShown() {
        expect(find("confidential-sgx", captured()), Level.NOTE, "no SGX, no protection keys");
        expect(find("confidential-sgx", captured().flags("sgx pku")), Level.NOTE, "no /dev/sgx_vepc, protection keys");
        expect(find("confidential-sgx", captured().file("/dev/sgx_vepc")), Level.NOTE, "can have enclaves");
    }
}
