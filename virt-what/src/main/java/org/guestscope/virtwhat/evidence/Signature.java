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

    /** Those of them that no other hypervisor imitates at the lowest leaf (Hyper-V and Xen are imitated there). */
    private static final String[] NOT_IMITATED = {
        "bhyve bhyve ", "KVMKVMKVM", "LKVMLKVMLKVM", "OpenBSDVMM58", "TCGTCGTCGTCG", "VMwareVMware"
    };

    /** No signature, because nothing could be asked or nothing answered. */
    static final Signature NONE = new Signature("", "");

    /**
     * Asks from the highest place a hypervisor may answer at downwards: one that imitates another puts the imitation
     * lowest and its own name above it.
     */
    static Signature search(Cpuid cpuid) {
        for (int leaf = Cpuid.LAST_HYPERVISOR_LEAF; leaf >= Cpuid.HYPERVISOR_LEAF; leaf -= Cpuid.HYPERVISOR_LEAF_STEP) {
            String known = among(KNOWN, cpuid.query(leaf, 0).hypervisorName());
            if (known != null) {
                return at(leaf, known, cpuid);
            }
        }
        return NONE;
    }

    /**
     * {@link #search} for a processor that runs, where every question may trap into the hypervisor (256 of them took 23 ms
     * in a nested virtual machine): the lowest leaf first, and the search only when that leaf leaves a doubt.
     */
    static Signature ask(Cpuid cpuid) {
        String known = among(NOT_IMITATED, cpuid.query(Cpuid.HYPERVISOR_LEAF, 0).hypervisorName());
        return known == null ? search(cpuid) : at(Cpuid.HYPERVISOR_LEAF, known, cpuid);
    }

    private static Signature at(int leaf, String name, Cpuid cpuid) {
        return new Signature(name, leafName(leaf) + " (" + cpuid.source() + ")");
    }

    /** A CPUID leaf as people write it. */
    public static String leafName(int leaf) {
        return "CPUID leaf 0x" + Integer.toHexString(leaf);
    }

    private static @Nullable String among(String[] names, String name) {
        for (String known : names) {
            if (known.equals(name)) {
                return known;
            }
        }
        return null;
    }
}
