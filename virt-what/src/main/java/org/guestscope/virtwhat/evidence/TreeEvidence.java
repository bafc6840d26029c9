package org.guestscope.virtwhat.evidence;

import org.jspecify.annotations.Nullable;

/**
 * The evidence in a directory that stands for a machine.
 *
 * <p>What is no file on a real machine is looked for first as a plain file below {@code .probe}, then as a small program
 * of the tree that answers in its place ({@code virt-what-cpuid-helper}, {@code dmidecode}, {@code uname} in
 * {@code usr/libexec}, {@code sbin} or {@code usr/sbin}).
 */
final class TreeEvidence extends Evidence {

    private static final String SIGNATURE_FILE = "/.probe/cpuid-signature";
    private static final String CPUID_FILE = "/.probe/cpuid";
    private static final String DMI_FILE = "/.probe/dmidecode";
    private static final String ARCHITECTURE_FILE = "/.probe/arch";
    private static final String MSR_FILE = "/.probe/msr";

    private @Nullable CpuidDump dump;

    TreeEvidence(Root root) {
        super(root);
    }

    @Override
    Signature findSignature() {
        String text = root().text(SIGNATURE_FILE);
        if (text != null) {
            return named(text, SIGNATURE_FILE);
        }
        Cpuid cpuid = cpuid();
        if (cpuid != null) {
            return Signature.search(cpuid);
        }
        String helper = programs().find("virt-what-cpuid-helper");
        Programs.Answer answer = helper == null ? null : programs().run(helper, false);
        return helper == null || answer == null ? Signature.NONE : named(answer.text(), helper);
    }

    /** The first line of {@code text}; its blanks count (bhyve's name ends in one), a NUL or carriage return does not. */
    private static Signature named(String text, String source) {
        String name = firstLine(text);
        int length = name.length();
        while (length > 0 && (name.charAt(length - 1) == '\0' || name.charAt(length - 1) == '\r')) {
            length--;
        }
        return new Signature(name.substring(0, length), source);
    }

    @Override
    DmiReport findDmi() {
        String text = root().text(DMI_FILE);
        if (text != null) {
            return new DmiReport().with(DMI_FILE, text);
        }
        String helper = programs().find("dmidecode");
        Programs.Answer answer = helper == null ? null : programs().run(helper, true);
        if (helper != null && answer != null) {
            return new DmiReport().with(helper, answer.text());
        }
        return SmbiosFiles.read(root());
    }

    @Override
    String findArchitecture() {
        String text = root().text(ARCHITECTURE_FILE);
        if (text != null) {
            return firstLine(text);
        }
        String uname = programs().find("uname");
        Programs.Answer answer = uname == null ? null : programs().run(uname, false, "-m");
        return answer == null ? MachineEvidence.ownArchitecture() : firstLine(answer.text());
    }

    @Override
    String operatingSystem() {
        String uname = programs().find("uname");
        Programs.Answer answer = uname == null ? null : programs().run(uname, false);
        return answer == null ? "" : firstLine(answer.text());
    }

    @Override
    public @Nullable Cpuid cpuid() {
        if (dump == null) {
            String text = root().text(CPUID_FILE);
            dump = text == null ? null : new CpuidDump(CPUID_FILE, text);
        }
        return dump;
    }

    @Override
    public @Nullable Long msr(int index) {
        String text = root().text(MSR_FILE);
        if (text == null) {
            return null;
        }
        for (String line : text.lines().limit(CpuidDump.MAX_LINES).toList()) {
            int equals = line.indexOf('=');
            Long register = equals < 0
                    ? null
                    : CpuidDump.hexadecimal(line.substring(0, equals).strip());
            if (register != null && register == Integer.toUnsignedLong(index)) {
                return CpuidDump.hexadecimal(line.substring(equals + 1).strip());
            }
        }
        return null;
    }
}
