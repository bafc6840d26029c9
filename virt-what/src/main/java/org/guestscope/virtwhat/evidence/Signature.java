package org.guestscope.virtwhat.evidence;

import org.jspecify.annotations.Nullable;

/**
 * The name by which a hypervisor presents itself in CPUID.
 *
 * @param text up to twelve characters, without the NULs at its end; empty when there is none
 * @param source where it was seen, for people
 */
public record Signature(String text, String source) {

    /** The names that are looked for; others (a Hyper-V imitation's, say) must not hide the true one behind them. */
    private static final String[] KNOWN = {
        "bhyve bhyve ",
        "KVMKVMKVM",
        "LKVMLKVMLKVM",
        "Microsoft Hv",
        "OpenBSDVMM58",
        "TCGTCGTCGTCG",
        "VMwareVMware",
        "XenVMMXenVMM"
    };

    /** No signature, because nothing could be asked or nothing answered. */
    static final Signature NONE = new Signature("", "");

    /**
     * Asks from the highest place a hypervisor may answer at downwards: one that imitates another puts the imitation
     * lowest and its own name above it.
     */
    static Signature search(Cpuid cpuid) {
        for (int leaf = Cpuid.LAST_HYPERVISOR_LEAF; leaf >= Cpuid.HYPERVISOR_LEAF; leaf -= Cpuid.HYPERVISOR_LEAF_STEP) {
            String known = known(cpuid.query(leaf, 0).hypervisorName());
            if (known != null) {
                return new Signature(known, leafName(leaf) + " (" + cpuid.source() + ")");
            }
        }
        return NONE;
    }

    /** A CPUID leaf as people write it. */
    public static String leafName(int leaf) {
        return "CPUID leaf 0x" + Integer.toHexString(leaf);
    }

    private static @Nullable String known(String name) {
        for (String known : KNOWN) {
            if (known.equals(name)) {
                return known;
            }
        }
        return null;
    }
}
