package org.guestscope.virtwhat.evidence;

import java.nio.charset.StandardCharsets;

/**
 * A processor that answers the CPUID instruction.
 *
 * @see <a href="https://docs.kernel.org/virt/kvm/x86/cpuid.html">KVM CPUID bits</a>
 */
public interface Cpuid {

    /** The first leaf that hypervisors answer; real processors never will. */
    int HYPERVISOR_LEAF = 0x4000_0000;

    /** The last place a hypervisor may begin its leaves at, and the distance between two such places. */
    int LAST_HYPERVISOR_LEAF = 0x4000_ff00;

    int HYPERVISOR_LEAF_STEP = 0x100;

    /** Leaf 1, ECX: set when the processor belongs to a virtual machine. */
    int HYPERVISOR_BIT = 1 << 31;

    /** The four registers of one answer. */
    record Registers(int eax, int ebx, int ecx, int edx) {

        static final Registers ZERO = new Registers(0, 0, 0, 0);

        /** EBX, ECX, EDX as twelve characters, the order in which hypervisors spell their name. */
        public String hypervisorName() {
            return name(ebx, ecx, edx);
        }

        /** EBX, EDX, ECX as twelve characters, the order in which processor vendors spell theirs. */
        public String vendorName() {
            return name(ebx, edx, ecx);
        }

        private static String name(int first, int second, int third) {
            byte[] bytes = new byte[12];
            for (int i = 0; i < 4; i++) {
                bytes[i] = (byte) (first >>> 8 * i);
                bytes[4 + i] = (byte) (second >>> 8 * i);
                bytes[8 + i] = (byte) (third >>> 8 * i);
            }
            int length = bytes.length;
            while (length > 0 && bytes[length - 1] == 0) {
                length--;
            }
            return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
        }
    }

    /** The answer for a leaf and subleaf; four zeros when it cannot be had. */
    Registers query(int leaf, int subleaf);

    /** Where the answers come from, for people: a path, or the instruction itself. */
    String source();
}
