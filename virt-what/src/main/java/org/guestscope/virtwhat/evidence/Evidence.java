package org.guestscope.virtwhat.evidence;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything the rules may ask about a machine. Each answer is gathered when it is first asked for and then kept, so a
 * run pays only for what it looks at.
 */
public abstract class Evidence {

    /** The variables of process 1 looked at; a file of nothing but short ones would fill the heap. */
    private static final int MAX_VARIABLES = 50_000;

    private final Root root;
    private final Programs programs;
    private @Nullable Signature signature;
    private @Nullable DmiReport dmi;
    private @Nullable String architecture;
    private @Nullable List<String> processOne;
    private @Nullable MountTable mounts;

    Evidence(Root root) {
        this.root = root;
        this.programs = new Programs(root);
    }

    /** The evidence of this machine. */
    public static Evidence ofMachine() {
        return new MachineEvidence();
    }

    /** The evidence in a directory that stands for a machine; nothing outside it is read. */
    public static Evidence below(Path directory) {
        return new TreeEvidence(Root.below(directory));
    }

    /** The machine's files. */
    public final Root root() {
        return root;
    }

    final Programs programs() {
        return programs;
    }

    /** The hypervisor's name in CPUID; an empty one when there is none. */
    public final Signature signature() {
        Signature known = signature;
        if (known == null) {
            known = findSignature();
            signature = known;
        }
        return known;
    }

    /** The SMBIOS report; an empty one when the machine has none. */
    public final DmiReport dmi() {
        DmiReport known = dmi;
        if (known == null) {
            known = findDmi();
            dmi = known;
        }
        return known;
    }

    /**
     * The processor architecture as {@code uname -m} names it, 32-bit x86 folded into {@code i386} and 32-bit Arm into
     * {@code arm}.
     */
    public final String architecture() {
        String known = architecture;
        if (known == null) {
            known = fold(findArchitecture().strip());
            architecture = known;
        }
        return known;
    }

    private static String fold(String machine) {
        if (machine.startsWith("arm")) {
            return "arm";
        }
        boolean x86 = machine.length() == 4 && machine.charAt(0) == 'i' && machine.endsWith("86");
        return x86 ? "i386" : machine;
    }

    /** The environment of process 1, a {@code NAME=value} each; empty when it cannot be read. */
    public final List<String> processOneEnvironment() {
        List<String> known = processOne;
        if (known == null) {
            known = new ArrayList<>();
            String text = root.text("/proc/1/environ");
            // Cut at NUL only: a line break inside a value must not pass for the start of another variable.
            int start = 0;
            while (text != null && start < text.length() && known.size() < MAX_VARIABLES) {
                int end = text.indexOf('\0', start);
                end = end < 0 ? text.length() : end;
                known.add(text.substring(start, end));
                start = end + 1;
            }
            processOne = known;
        }
        return known;
    }

    /** What is mounted, as this process sees it. */
    public final MountTable mounts() {
        MountTable known = mounts;
        if (known == null) {
            String text = root.text("/proc/self/mountinfo");
            known = MountTable.parse(text == null ? "" : text);
            mounts = known;
        }
        return known;
    }

    /**
     * Runs a program of the machine itself.
     *
     * @param path absolute
     * @return its standard output; null when it may not be executed
     */
    public final @Nullable String output(String path, String... arguments) {
        if (!programs.isExecutable(path)) {
            return null;
        }
        Programs.Answer answer = programs.run(path, false, arguments);
        return answer == null ? null : answer.text();
    }

    /**
     * Runs a program found where system programs are.
     *
     * @return its exit status; -1 when there is no such program
     */
    public final int exitStatus(String name) {
        String path = programs.find(name);
        Programs.Answer answer = path == null ? null : programs.run(path, true);
        return answer == null ? -1 : answer.status();
    }

    /** The product name an OpenBSD kernel gives ({@code sysctl hw.product}); empty on every other system. */
    public final String openBsdProduct() {
        String sysctl = programs.find("sysctl");
        // The program is looked for first: hardly a tree has one, and asking for the system's name costs a process.
        if (sysctl == null || !operatingSystem().equals("OpenBSD")) {
            return "";
        }
        Programs.Answer answer = programs.run(sysctl, false, "-n", "hw.product");
        return answer == null ? "" : answer.text();
    }

    /** The CPUID of a processor; null when there is no way to ask it. */
    public abstract @Nullable Cpuid cpuid();

    /** A machine-specific register of an x86 processor; null when it cannot be read. */
    public abstract @Nullable Long msr(int index);

    abstract Signature findSignature();

    abstract DmiReport findDmi();

    abstract String findArchitecture();

    abstract String operatingSystem();

    /** The first line of {@code text} without its end. */
    static String firstLine(String text) {
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }
}
