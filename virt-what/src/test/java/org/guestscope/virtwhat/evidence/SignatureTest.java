package org.guestscope.virtwhat.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignatureTest {

    private static final String HYPERV = "eax=0x4000000b ebx=0x7263694d ecx=0x666f736f edx=0x76482074";
    private static final String KVM = "eax=0x40000001 ebx=0x4b4d564b ecx=0x564b4d56 edx=0x0000004d";
    private static final String XEN = "eax=0x40000004 ebx=0x566e6558 ecx=0x65584d4d edx=0x4d4d566e";
    private static final String OTHER = "eax=0x40000000 ebx=0x4e524341 ecx=0x4e524341 edx=0x4e524341";

    @ParameterizedTest
    @CsvSource({
        "KVM,                      KVM,    ,    KVMKVMKVM",
        "Hyper-V,                  HYPERV, ,    Microsoft Hv",
        "KVM posing as Hyper-V,    HYPERV, KVM, KVMKVMKVM",
        "Xen posing as Hyper-V,    HYPERV, XEN, XenVMMXenVMM",
        "KVM posing as Xen,        XEN,    KVM, KVMKVMKVM",
        "KVM below an unlisted,    OTHER,  KVM, KVMKVMKVM",
        "an unlisted one,          OTHER,  ,    ''",
        "none,                     ,       ,    ''"
    })
    void theOneBehindAnImitationIsFound(String name, @Nullable String lowest, @Nullable String above, String expected) {
        Cpuid cpuid = new CpuidDump("dump", leaf(0x4000_0000, lowest) + leaf(0x4000_0100, above));

        assertThat(Signature.search(cpuid).text()).as(name).isEqualTo(expected);
        assertThat(Signature.ask(cpuid).text()).as(name + ", asked").isEqualTo(expected);
    }

    private static String leaf(int leaf, @Nullable String who) {
        if (who == null) {
            return "";
        }
        String registers = switch (who) {
            case "KVM" -> KVM;
            case "XEN" -> XEN;
            case "HYPERV" -> HYPERV;
            default -> OTHER;
        };
        return "   0x" + Integer.toHexString(leaf) + " 0x00: " + registers + "\n";
    }
}
