package org.guestscope.virtwhat.facts;

import java.util.List;
import org.guestscope.virtwhat.evidence.Cpuid;
import org.guestscope.virtwhat.evidence.Evidence;
import org.guestscope.virtwhat.evidence.Signature;

/**
 * Finds guests whose memory their host cannot read: AMD SEV and its successors, Intel TDX, both also behind Azure's
 * paravisor, IBM Secure Execution, Arm CCA.
 *
 * @see <a href="https://www.amd.com/content/dam/amd/en/documents/processor-tech-docs/programmer-references/24593.pdf">AMD64
 *     Architecture Programmer's Manual 2, 15.34.10 (SEV_STATUS)</a>
 * @see <a href="https://learn.microsoft.com/en-us/virtualization/hyper-v-on-windows/tlfs/tlfs">Hypervisor Top Level
 *     Functional Specification, feature discovery</a>
 */
public final class ConfidentialFacts {

    /** Receives a line for each question to the processor and each answer. */
    public interface Trace {
        void line(String text);
    }

    /** Listens to nothing. */
    public static final Trace SILENT = new Trace() {
        @Override
        public void line(String text) {
            // What is not traced costs nothing.
        }
    };

    private static final int LEAF_VENDOR = 0;
    private static final int LEAF_FEATURES = 1;
    private static final int LEAF_TDX = 0x21;
    private static final int LEAF_EXTENDED_MAXIMUM = 0x8000_0000;
    private static final int LEAF_MEMORY_ENCRYPTION = 0x8000_001f;
    private static final int SEV_BIT = 1 << 1;

    /** SEV_STATUS: bit 0 SEV, bit 1 SEV-ES, bit 2 SEV-SNP are on in this guest. */
    private static final int MSR_SEV_STATUS = 0xc001_0131;

    private static final int LEAF_HYPERV_FEATURES = 0x4000_0003;
    private static final int LEAF_HYPERV_ISOLATION = 0x4000_000c;
    private static final int HYPERV_LEAST_MAXIMUM = 0x4000_0005;
    private static final int HYPERV_LAST_LEAF = 0x4000_ffff;
    private static final int PRIVILEGE_ISOLATION = 1 << 22;
    private static final int PRIVILEGE_CPU_MANAGEMENT = 1 << 12;
    private static final int ISOLATION_MASK = 0xf;
    private static final int ISOLATION_NONE = 0;
    private static final int ISOLATION_SNP = 2;
    private static final int ISOLATION_TDX = 3;

    private static final String PROTECTED_GUEST = "/sys/firmware/uv/prot_virt_guest";
    private static final String REALM = "/sys/devices/platform/arm-cca-dev";

    private final Evidence evidence;
    private final Findings findings;
    private final Trace trace;

    private ConfidentialFacts(Evidence evidence, Findings findings, Trace trace) {
        this.evidence = evidence;
        this.findings = findings;
        this.trace = trace;
    }

    /** Adds what protects this guest's memory to {@code findings}. */
    static void find(Evidence evidence, Findings findings, Trace trace) {
        new ConfidentialFacts(evidence, findings, trace).find();
    }

    private void find() {
        switch (evidence.architecture()) {
            case "x86_64" -> {
                Cpuid cpuid = evidence.cpuid();
                if (cpuid == null) {
                    trace.line("no way to ask for CPUID");
                } else {
                    askProcessor(cpuid);
                }
            }
            case "s390x" -> {
                String text = evidence.root().text(PROTECTED_GUEST);
                if (text != null && text.startsWith("1")) {
                    add(PROTECTED_GUEST, "1", "s390-protvirt");
                }
            }
            case "aarch64" -> {
                if (evidence.root().exists(REALM)) {
                    add(REALM, "present", "arm-cca");
                }
            }
            default -> trace.line("no confidential guests are known on " + evidence.architecture());
        }
    }

    private void askProcessor(Cpuid cpuid) {
        String vendor = ask(cpuid, LEAF_VENDOR).vendorName();
        if ((ask(cpuid, LEAF_FEATURES).ecx() & Cpuid.HYPERVISOR_BIT) == 0) {
            trace.line("the processor belongs to no virtual machine");
            return;
        }
        if (vendor.equals("AuthenticAMD")) {
            findSev(cpuid);
        } else if (vendor.equals("GenuineIntel")) {
            findTdx(cpuid);
        }
    }

    private void findSev(Cpuid cpuid) {
        int maximum = ask(cpuid, LEAF_EXTENDED_MAXIMUM).eax();
        if (Integer.compareUnsigned(maximum, LEAF_MEMORY_ENCRYPTION) < 0) {
            return;
        }
        if ((ask(cpuid, LEAF_MEMORY_ENCRYPTION).eax() & SEV_BIT) == 0) {
            if (hypervIsolation(cpuid) == ISOLATION_SNP) {
                addIsolated(cpuid, "SEV-SNP", "amd-sev-snp");
            }
            return;
        }
        Long status = evidence.msr(MSR_SEV_STATUS);
        trace.line("MSR 0x" + Integer.toHexString(MSR_SEV_STATUS) + ": "
                + (status == null ? "unreadable" : "0x" + Long.toHexString(status)));
        if (status == null) {
            return;
        }
        String source = "MSR 0x" + Integer.toHexString(MSR_SEV_STATUS);
        String said = "0x" + Long.toHexString(status);
        if ((status & 4) != 0) {
            add(source, said, "amd-sev-snp");
        } else if ((status & 2) != 0) {
            add(source, said, "amd-sev-es");
        } else if ((status & 1) != 0) {
            add(source, said, "amd-sev");
        }
    }

    private void findTdx(Cpuid cpuid) {
        // No maximum needs to be asked for: beyond it a processor repeats another leaf, which does not spell this.
        String name = ask(cpuid, LEAF_TDX).vendorName();
        if (name.equals("IntelTDX    ")) {
            add(Signature.leafName(LEAF_TDX) + " (" + cpuid.source() + ")", name.strip(), "intel-tdx");
        } else if (hypervIsolation(cpuid) == ISOLATION_TDX) {
            addIsolated(cpuid, "TDX", "intel-tdx");
        }
    }

    /** What Hyper-V says of a guest below its paravisor, which does not see the processor's own leaves. */
    private int hypervIsolation(Cpuid cpuid) {
        Cpuid.Registers lowest = ask(cpuid, Cpuid.HYPERVISOR_LEAF);
        int maximum = lowest.eax();
        if (!lowest.hypervisorName().equals("Microsoft Hv")
                || Integer.compareUnsigned(maximum, HYPERV_LEAST_MAXIMUM) < 0
                || Integer.compareUnsigned(maximum, HYPERV_LAST_LEAF) > 0) {
            return ISOLATION_NONE;
        }
        int privileges = ask(cpuid, LEAF_HYPERV_FEATURES).ebx();
        if ((privileges & PRIVILEGE_ISOLATION) == 0 || (privileges & PRIVILEGE_CPU_MANAGEMENT) != 0) {
            return ISOLATION_NONE;
        }
        return ask(cpuid, LEAF_HYPERV_ISOLATION).ebx() & ISOLATION_MASK;
    }

    private Cpuid.Registers ask(Cpuid cpuid, int leaf) {
        Cpuid.Registers answer = cpuid.query(leaf, 0);
        if (trace != SILENT) {
            trace.line(Signature.leafName(leaf) + ": eax=0x" + Integer.toHexString(answer.eax()) + " ebx=0x"
                    + Integer.toHexString(answer.ebx()) + " ecx=0x" + Integer.toHexString(answer.ecx()) + " edx=0x"
                    + Integer.toHexString(answer.edx()));
        }
        return answer;
    }

    private void addIsolated(Cpuid cpuid, String kind, String fact) {
        String source = Signature.leafName(LEAF_HYPERV_ISOLATION) + " (" + cpuid.source() + ")";
        add(source, "isolation by " + kind, fact);
        add(source, "isolation by " + kind, "hyperv-hcl");
    }

    private void add(String source, String said, String fact) {
        findings.add(new Fact(fact, Layer.PROTECTION, false, List.of(new Seen(source, said))));
    }
}
