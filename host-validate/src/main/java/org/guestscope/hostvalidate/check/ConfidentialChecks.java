package org.guestscope.hostvalidate.check;

import java.util.ArrayList;
import java.util.List;
import org.guestscope.hostvalidate.host.CpuFlags;
import org.guestscope.hostvalidate.host.Host;
import org.guestscope.hostvalidate.probe.KvmAnswers;
import org.guestscope.hostvalidate.probe.KvmProbe;
import org.jspecify.annotations.Nullable;

/** Checks of shielding guests from their host. */
final class ConfidentialChecks {
    private static final String AMD = "/sys/module/kvm_amd/parameters/";

    private ConfidentialChecks() {}

    static List<Check<?>> all() {
        return List.of(
                new Check<>(
                        "confidential-sev",
                        Group.CONFIDENTIAL,
                        "AMD SEV, SEV-ES and SEV-SNP",
                        AMD
                                + "{sev,sev_es,sev_snp}, flags, CPUID 0x8000001F through /dev/cpu/0/cpuid (root), misc.capacity",
                        "memory of such guests is encrypted; how many there can be is fixed by the processor",
                        EncryptedVirtualization::read,
                        EncryptedVirtualization::judge),
                new Check<>(
                        "confidential-tdx",
                        Group.CONFIDENTIAL,
                        "Intel TDX",
                        "kvm_intel parameter tdx, flag tdx_host_platform, KVM_CAP_VM_TYPES",
                        "memory and registers of such guests are out of the host's reach",
                        TrustDomains::read,
                        TrustDomains::judge),
                new Check<>(
                        "confidential-sgx",
                        Group.CONFIDENTIAL,
                        "SGX and protection keys for guests",
                        "/dev/sgx_vepc, flags sgx and pku",
                        "programs in guests may want enclaves and keyed pages",
                        Enclaves::read,
                        Enclaves::judge));
    }

    private static CpuFlags flags(Host host) {
        CpuFlags flags = CpuFlags.read(host);
        return flags == null ? CpuFlags.parse("") : flags;
    }

    /** What the processor's leaf 0x8000001F tells; {@code null} when it cannot be read. */
    record EncryptedVirtualization(
            boolean flag,
            String sev,
            String encryptedState,
            String nestedPaging,
            boolean device,
            @Nullable Capacity capacity,
            String groupCapacity) {
        /** Bit of the address that marks encrypted pages; guests in all; the first number for guests without ES. */
        record Capacity(int encryptionBit, int guests, int firstPlain) {
            private static final long LEAF = 0x8000001FL;
            private static final int REGISTERS = 16;

            static @Nullable Capacity read(Host host) {
                byte[] registers = host.bytes("/dev/cpu/0/cpuid", LEAF, REGISTERS);
                return registers == null ? null : parse(registers);
            }

            /** EAX, EBX, ECX, EDX, little-endian (AMD APM volume 3, appendix E.4.17). */
            static Capacity parse(byte[] registers) {
                return new Capacity(registers[4] & 0x3F, number(registers, 8), number(registers, 12));
            }

            private static int number(byte[] bytes, int offset) {
                return (bytes[offset] & 0xFF)
                        | ((bytes[offset + 1] & 0xFF) << 8)
                        | ((bytes[offset + 2] & 0xFF) << 16)
                        | ((bytes[offset + 3] & 0xFF) << 24);
            }
        }

        static EncryptedVirtualization read(Host host) {
            boolean flag = flags(host).has("sev");
            return new EncryptedVirtualization(
                    flag,
                    host.value(AMD + "sev"),
                    host.value(AMD + "sev_es"),
                    host.value(AMD + "sev_snp"),
                    host.exists("/dev/sev"),
                    flag ? Capacity.read(host) : null,
                    host.value("/sys/fs/cgroup/misc.capacity").replace('\n', ' '));
        }

        Finding judge() {
            if (!flag) {
                return Finding.note("this processor has no SEV");
            }
            if (!Words.yes(sev)) {
                return Finding.warn(
                        "the processor has SEV, kvm_amd does not use it",
                        "modprobe -r kvm_amd; modprobe kvm_amd sev=1");
            }
            if (!device) {
                return Finding.warn(
                        "there is no /dev/sev", "modprobe ccp  # by hand: switch SEV on in the firmware setup");
            }
            StringBuilder seen = new StringBuilder("SEV on, SEV-ES ");
            seen.append(Words.yes(encryptedState) ? "on" : "off");
            seen.append(", SEV-SNP ").append(Words.yes(nestedPaging) ? "on" : "off");
            if (capacity != null) {
                seen.append("; ").append(capacity.guests()).append(" guests, numbers below ");
                seen.append(capacity.firstPlain()).append(" for SEV-ES, C-bit ").append(capacity.encryptionBit());
            }
            if (!groupCapacity.isEmpty()) {
                seen.append("; ").append(groupCapacity);
            }
            return Finding.pass(seen.toString());
        }
    }

    record TrustDomains(boolean flag, String parameter, int machineTypes) {
        private static final int TDX_MACHINE = 1 << 5;

        static TrustDomains read(Host host) {
            boolean ask = host.live() && host.readable("/dev/kvm") && host.writable("/dev/kvm");
            KvmAnswers answers = ask ? KvmProbe.answers() : KvmAnswers.failed("");
            return new TrustDomains(
                    flags(host).has("tdx_host_platform"),
                    host.value("/sys/module/kvm_intel/parameters/tdx"),
                    answers.machineTypes());
        }

        Finding judge() {
            if (Words.yes(parameter) || (machineTypes & TDX_MACHINE) != 0) {
                return Finding.pass("KVM makes TDX guests");
            }
            return flag
                    ? Finding.warn(
                            "the platform has TDX, KVM does not use it",
                            "dmesg | grep -i tdx  # by hand: boot with kvm_intel.tdx=1")
                    : Finding.note("this platform has no TDX");
        }
    }

    record Enclaves(boolean device, boolean sgx, boolean protectionKeys) {
        static Enclaves read(Host host) {
            CpuFlags flags = flags(host);
            return new Enclaves(host.exists("/dev/sgx_vepc"), flags.has("sgx"), flags.has("pku"));
        }

        Finding judge() {
            List<String> seen = new ArrayList<>();
            seen.add(device ? "guests can have enclaves" : sgx ? "SGX, but no /dev/sgx_vepc" : "no SGX");
            seen.add(protectionKeys ? "protection keys" : "no protection keys");
            return Finding.note(String.join(", ", seen));
        }
    }
}
