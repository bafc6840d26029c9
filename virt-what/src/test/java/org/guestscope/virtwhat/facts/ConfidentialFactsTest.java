package org.guestscope.virtwhat.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guestscope.virtwhat.facts.Platform.arch;
import static org.guestscope.virtwhat.facts.Platform.of;

import java.nio.file.Path;
import java.util.List;
import org.guestscope.virtwhat.FakeMachine;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The lines of virt-what-cvm, a row a guest. */
class ConfidentialFactsTest {

    private static final String AMD = leaf(0, 0x10, "AuthenticAMD");
    private static final String INTEL = leaf(0, 0x21, "GenuineIntel");
    private static final String GUEST = "0x00000001 0x00: eax=0x0 ebx=0x0 ecx=0x80000000 edx=0x0|";
    private static final String REACHES_SEV = "0x80000000 0x00: eax=0x80000020 ebx=0x0 ecx=0x0 edx=0x0|";
    private static final String SEV = "0x8000001f 0x00: eax=0x00000003 ebx=0x0 ecx=0x0 edx=0x0|";
    private static final String TDX = leaf(0x21, 0, "IntelTDX    ");
    private static final String ISOLATES =
            "0x40000000 0x00: eax=0x4000000c ebx=0x7263694d ecx=0x666f736f edx=0x76482074|"
                    + "0x40000003 0x00: eax=0x0 ebx=0x00400000 ecx=0x0 edx=0x0|";

    @TempDir
    Path root;

    @ParameterizedTest
    @MethodSource("guests")
    void printsTheProtectionOf(Platform guest) {
        FakeMachine machine = new FakeMachine(root).with(guest.files());

        assertThat(machine.virtWhatCvm().facts()).isEqualTo(guest.facts());
        assertThat(machine.virtWhat("--cvm").facts()).isEqualTo(guest.facts());
    }

    /** A leaf whose EBX, EDX, ECX spell {@code name}, as vendors spell theirs. */
    private static String leaf(int leaf, int eax, String name) {
        int[] words = new int[3];
        for (int i = 0; i < name.length(); i++) {
            words[i / 4] |= name.charAt(i) << 8 * (i % 4);
        }
        return "0x%08x 0x00: eax=0x%x ebx=0x%08x ecx=0x%08x edx=0x%08x|"
                .formatted(leaf, eax, words[0], words[2], words[1]);
    }

    private static String isolation(int type) {
        return ISOLATES + "0x4000000c 0x00: eax=0x0 ebx=0x%x ecx=0x0 edx=0x0|".formatted(type);
    }

    private static Platform amd(String name, String facts, String leaves, String msr) {
        return of(name, facts, arch("x86_64"), ".probe/cpuid=" + AMD + leaves, ".probe/msr=" + msr);
    }

    private static Platform intel(String name, String facts, String leaves) {
        return of(name, facts, arch("x86_64"), ".probe/cpuid=" + INTEL + leaves);
    }

    static List<Platform> guests() {
        return List.of(
                amd("SEV", "amd-sev", GUEST + REACHES_SEV + SEV, "0xc0010131=0x1"),
                amd("SEV-ES", "amd-sev-es", GUEST + REACHES_SEV + SEV, "0xc0010131=0x3"),
                amd("SEV-SNP", "amd-sev-snp", GUEST + REACHES_SEV + SEV, "0xc0010131=0x7"),
                amd("SEV that is off", "", GUEST + REACHES_SEV + SEV, "0xc0010131=0x0"),
                of("SEV without its register", "", arch("x86_64"), ".probe/cpuid=" + AMD + GUEST + REACHES_SEV + SEV),
                amd("an AMD host", "", REACHES_SEV + SEV, "0xc0010131=0x7"),
                amd("an AMD guest without the leaf", "", GUEST + SEV, "0xc0010131=0x7"),
                amd("SNP below the paravisor", "amd-sev-snp hyperv-hcl", GUEST + REACHES_SEV + isolation(2), ""),
                amd("another isolation below the paravisor", "", GUEST + REACHES_SEV + isolation(3), ""),
                intel("TDX", "intel-tdx", GUEST + TDX),
                intel("TDX leaf on bare metal", "", TDX),
                intel("TDX below the paravisor", "intel-tdx hyperv-hcl", GUEST + isolation(3)),
                intel("Hyper-V without isolation", "", GUEST + isolation(0)),
                intel("a Hyper-V root partition", "", GUEST + isolation(3).replace("ebx=0x00400000", "ebx=0x00401000")),
                of(
                        "an unknown vendor",
                        "",
                        arch("x86_64"),
                        ".probe/cpuid=" + leaf(0, 0x10, "HygonGenuine") + GUEST + REACHES_SEV + SEV,
                        ".probe/msr=0xc0010131=0x7"),
                of("IBM Secure Execution", "s390-protvirt", arch("s390x"), "sys/firmware/uv/prot_virt_guest=1|"),
                of("a Z guest without it", "", arch("s390x"), "sys/firmware/uv/prot_virt_guest=0|"),
                of("Arm CCA", "arm-cca", arch("aarch64"), "sys/devices/platform/arm-cca-dev/"),
                of("garbage for CPUID", "", arch("x86_64"), ".probe/cpuid=0x:|x x: eax=|0x1 0x0: eax=zz ebx=|^^^"),
                of("nothing to ask", "", arch("x86_64")));
    }
}
