package org.guestscope.virtwhat.facts;

import java.util.List;
import org.guestscope.virtwhat.evidence.Cpuid;
import org.guestscope.virtwhat.evidence.DmiReport;
import org.guestscope.virtwhat.evidence.Evidence;
import org.guestscope.virtwhat.evidence.MountTable.Mount;
import org.guestscope.virtwhat.evidence.Signature;
import org.guestscope.virtwhat.evidence.TextLines;
import org.jspecify.annotations.Nullable;

/** The kinds of conditions, under the names by which the catalogues read like their tables. */
final class Conditions {

    private Conditions() {}

    /** All of {@code parts}, looked at in order. */
    static Condition all(Condition... parts) {
        return new All(parts);
    }

    /** The first of {@code parts} that holds. */
    static Condition any(Condition... parts) {
        return new Any(parts);
    }

    /** The contrary; it leaves no evidence. */
    static Condition not(Condition part) {
        return new Not(part);
    }

    /** The hypervisor's CPUID signature is {@code name}. */
    static Condition signature(String name) {
        return new HasSignature(name);
    }

    /** The lowest hypervisor leaf itself spells {@code name}, whether or not it is one of the known signatures. */
    static Condition lowestLeaf(String name) {
        return new HasLowestLeaf(name);
    }

    /** A line of the SMBIOS report contains all of {@code words}, one behind the other. */
    static Condition dmi(String... words) {
        return new DmiContains(words);
    }

    /** The value of one SMBIOS field, as a whole. */
    static Condition dmiField(String heading, String label, String value) {
        return new DmiFieldIs(heading, label, value, true);
    }

    /** The beginning of one SMBIOS field's value. */
    static Condition dmiFieldPrefix(String heading, String label, String value) {
        return new DmiFieldIs(heading, label, value, false);
    }

    /** The system's maker in SMBIOS. */
    static Condition systemMaker(String value) {
        return dmiField(DmiReport.SYSTEM, "Manufacturer", value);
    }

    /** The chassis's asset tag in SMBIOS, which some clouds use as their mark. */
    static Condition chassisTag(String value) {
        return dmiField(DmiReport.CHASSIS, "Asset Tag", value);
    }

    /** A {@code Version: N.N.amazon} line in the SMBIOS report. */
    static Condition amazonVersion() {
        return new HasAmazonVersion();
    }

    /** A line of the file contains all of {@code words}, one behind the other. */
    static Condition file(String path, String... words) {
        return new FileContains(path, words);
    }

    /** A line of the file begins with {@code start} and contains {@code word} (which may be empty) behind it. */
    static Condition line(String path, String start, String word) {
        return new FileLineBegins(path, start, word);
    }

    /** A line of the file ends with {@code end}. */
    static Condition lineEnd(String path, String end) {
        return new FileLineEnds(path, end);
    }

    /** The file has {@code bytes} at {@code offset}. */
    static Condition bytesAt(String path, int offset, String bytes) {
        return new FileBytesAt(path, offset, bytes);
    }

    /** A hexadecimal number in the file has this bit set. */
    static Condition bitIn(String path, int bit) {
        return new FileBit(path, bit);
    }

    static Condition regularFile(String path) {
        return new Present(path, "regular file");
    }

    static Condition directory(String path) {
        return new Present(path, "directory");
    }

    /** Something is at {@code path}, of whatever kind. */
    static Condition present(String path) {
        return new Present(path, "present");
    }

    /** A name in the directory contains {@code word}. */
    static Condition entry(String path, String word) {
        return new HasEntry(path, word);
    }

    /** A variable of process 1 begins, ignoring case, with {@code start} ({@code NAME=beginning}). */
    static Condition variable(String start) {
        return new HasVariable(start, false);
    }

    /** A variable of process 1 is exactly {@code assignment}. */
    static Condition variableIs(String assignment) {
        return new HasVariable(assignment, true);
    }

    /** The machine's architecture is one of {@code names}. */
    static Condition architecture(String... names) {
        return new HasArchitecture(names, true);
    }

    /** The machine's architecture begins with {@code start}. */
    static Condition architecturePrefix(String start) {
        return new HasArchitecture(new String[] {start}, false);
    }

    /** The program prints something on its standard output. */
    static Condition prints(String path, String... arguments) {
        return new ProgramPrints(path, arguments);
    }

    /** The program ends with {@code status}. */
    static Condition exits(String program, int status) {
        return new ProgramExits(program, status);
    }

    /** OpenBSD's product name contains {@code word}. */
    static Condition openBsdProduct(String word) {
        return new OpenBsdProduct(word);
    }

    /** The mount at {@code /} has {@code word} in its options, and its file system is {@code type}. */
    static Condition rootMount(String type, String word) {
        return new RootMount(type, word);
    }

    /** Something below {@code rootPrefix} is mounted, but not below {@code exceptPoint} (where its host has it). */
    static Condition mountedFrom(String rootPrefix, String exceptPoint) {
        return new MountedFrom(rootPrefix, exceptPoint);
    }

    /** Something is mounted at a place that ends in {@code suffix}. */
    static Condition mountPoint(String suffix) {
        return new MountPoint(suffix);
    }

    /** The processor says that it belongs to a virtual machine. */
    static Condition hypervisorBit() {
        return new HypervisorBit();
    }

    /** Nothing of this layer was found. */
    static Condition nothingIn(Layer layer) {
        return new NothingIn(layer);
    }

    /** The control group of this process has a path that ends in {@code before}, 64 hexadecimal digits, {@code after}. */
    static Condition cgroupScope(String before, String after) {
        return new CgroupScope(before, after);
    }

    /** Adds to what was seen; always true, so that conditions can end with it. */
    private static boolean see(List<Seen> seen, String source, String said) {
        seen.add(new Seen(source, said));
        return true;
    }

    private static boolean see(List<Seen> seen, DmiReport.@Nullable Line line) {
        return line != null && see(seen, line.source(), line.text());
    }

    private static boolean seeLine(List<Seen> seen, String path, @Nullable String line) {
        return line != null && see(seen, path, line.strip());
    }

    private record All(Condition[] parts) implements Condition {
        @Override
        public boolean holds(Evidence evidence, Findings findings, List<Seen> seen) {
            int before = seen.size();
            for (Condition part : parts) {
                if (!part.holds(evidence, findings, seen)) {
                    seen.subList(before, seen.size()).clear();
                    return false;
                }
            }
            return true;
        }
    }

    private record Any(Condition[] parts) implements Condition {
        @Override
        public boolean holds(Evidence evidence, Findings findings, List<Seen> seen) {
            for (Condition part : parts) {
                if (part.holds(evidence, findings, seen)) {
                    return true;
                }
            }
            return false;
        }
    }

    private record Not(Condition part) implements Condition {
        @Override
        public boolean holds(Evidence evidence, Findings findings, List<Seen> seen) {
            int before = seen.size();
            boolean held = part.holds(evidence, findings, seen);
            seen.subList(before, seen.size()).clear();
            return !held;
        }
    }

    private record HasSignature(String name) implements Condition {
        @Override
        public boolean holds(Evidence evidence, Findings findings, List<Seen> seen) {
            Signature signature = evidence.signature();
            return signature.text().equals(name) && see(seen, signature.source(), "signature " + name);
        }
    }

    private record HasLowestLeaf(String name) implements Condition {
        @Override
        public boolean holds(Evidence evidence, Findings findings, List<Seen> seen) {
            Cpuid cpuid = evidence.cpuid();
            if (cpuid == null) {
                Signature signature = evidence.signature();
                return signature.text().equals(name) && see(seen, signature.source(), "signature " + name);
            }
            return cpuid.query(Cpuid.HYPERVISOR_LEAF, 0).hypervisorName().equals(name)
                    && see(
                            seen,
                            Signature.leafName(Cpuid.HYPERVISOR_LEAF) + " (" + cpuid.source() + ")",
                            "signature " + name);
        }
    }

    private record DmiContains(String[] words) implements Condition {
        @Override
        public boolean holds(Evidence evidence, Findings findings, List<Seen> seen) {
            return see(seen, evidence.dmi().find(words));
        }
    }

    private record DmiFieldIs(String heading, String label, String value, boolean whole) implements Condition {
        @Override
        public boolean holds(Evidence evidence, Findings findings, List<Seen> seen) {
            DmiReport.Line line = evidence.dmi().field(heading, label);
            if (line == null) {
                return false;
            }
            String found = line.text().substring(label.length() + 2).strip();
            return (whole ? found.equals(value) : found.startsWith(value))
                    && see(seen, line.source(), heading + ": " + line.text());
        }
    }

    private record HasAmazonVersion() implements Condition {
        @Override
        public boolean holds(Evidence evidence, Findings findings, List<Seen> seen) {
            return see(seen, evidence.dmi().findAmazonVersion());
        }
    }

    private record FileContains(String path, String[] words) implements Condition {
        @Override
        public boolean holds(Evidence evidence, Findings findings, List<Seen> seen) {
            String text = evidence.root().text(path);
            return text != null && seeLine(seen, path, TextLines.containing(text, words));
        }
    }

    private record FileLineBegins(String path, String start, String word) implements Condition {
        @Override
        public boolean holds(Evidence evidence, Findings findings, List<Seen> seen) {
            String text = evidence.root().text(path);
            return text != null && seeLine(seen, path, TextLines.beginningWith(text, start, word));
        }
    }

    private record FileLineEnds(String path, String end) implements Condition {
        @Override
        public boolean holds(Evidence evidence, Findings findings, List<Seen> seen) {
            String text = evidence.root().text(path);
            return text != null && seeLine(seen, path, TextLines.endingWith(text, end));
        }
    }

    private record FileBytesAt(String path, int offset, String bytes) implements Condition {
        @Override
        public boolean holds(Evidence evidence, Findings findings, List<Seen> seen) {
            String text = evidence.root().text(path);
            return text != null && text.startsWith(bytes, offset) && see(seen, path, bytes + " at byte " + offset);
        }
    }

    private record FileBit(String path, int bit) implements Condition {
        @Override
        public boolean holds(Evidence evidence, Findings findings, List<Seen> seen) {
            String text = evidence.root().text(path);
            if (text == null) {
                return false;
            }
            String digits = text.strip();
            digits = digits.startsWith("0x") ? digits.substring(2) : digits;
            try {
                return (Long.parseUnsignedLong(digits, 16) >>> bit & 1) == 1
                        && see(seen, path, "bit " + bit + " of 0x" + digits);
            } catch (NumberFormatException e) {
                return false;
            }
        }
    }

    private record Present(String path, String kind) implements Condition {
        @Override
        public boolean holds(Evidence evidence, Findings findings, List<Seen> seen) {
            boolean is = switch (kind) {
                case "directory" -> evidence.root().isDirectory(path);
                case "regular file" -> evidence.root().isFile(path);
                default -> evidence.root().exists(path);
            };
            return is && see(seen, path, kind);
        }
    }

    private record HasEntry(String path, String word) implements Condition {
        @Override
        public boolean holds(Evidence evidence, Findings findings, List<Seen> seen) {
            for (String name : evidence.root().names(path)) {
                if (name.contains(word)) {
                    return see(seen, path, "entry " + name);
                }
            }
            return false;
        }
    }

    private record HasVariable(String start, boolean exact) implements Condition {
        @Override
        public boolean holds(Evidence evidence, Findings findings, List<Seen> seen) {
            for (String variable : evidence.processOneEnvironment()) {
                boolean is = exact ? variable.equals(start) : variable.regionMatches(true, 0, start, 0, start.length());
                if (is) {
                    return see(seen, "/proc/1/environ", variable);
                }
            }
            return false;
        }
    }

    private record HasArchitecture(String[] names, boolean exact) implements Condition {
        @Override
        public boolean holds(Evidence evidence, Findings findings, List<Seen> seen) {
            String own = evidence.architecture();
            for (String name : names) {
                if (exact ? own.equals(name) : own.startsWith(name)) {
                    return see(seen, "architecture", own);
                }
            }
            return false;
        }
    }

    private record ProgramPrints(String path, String[] arguments) implements Condition {
        @Override
        public boolean holds(Evidence evidence, Findings findings, List<Seen> seen) {
            String output = evidence.output(path, arguments);
            return output != null && !output.isBlank() && see(seen, path, output.strip());
        }
    }

    private record ProgramExits(String program, int status) implements Condition {
        @Override
        public boolean holds(Evidence evidence, Findings findings, List<Seen> seen) {
            return evidence.exitStatus(program) == status && see(seen, program, "exit status " + status);
        }
    }

    private record OpenBsdProduct(String word) implements Condition {
        @Override
        public boolean holds(Evidence evidence, Findings findings, List<Seen> seen) {
            String product = evidence.openBsdProduct();
            return product.contains(word) && see(seen, "sysctl hw.product", product.strip());
        }
    }

    private record RootMount(String type, String word) implements Condition {
        @Override
        public boolean holds(Evidence evidence, Findings findings, List<Seen> seen) {
            Mount mount = evidence.mounts().atRoot();
            return mount != null
                    && (type.isEmpty() || mount.type().equals(type))
                    && (mount.options().contains(word) || mount.source().contains(word))
                    && see(seen, "/proc/self/mountinfo", mount.type() + " at / with " + word);
        }
    }

    private record MountedFrom(String rootPrefix, String exceptPoint) implements Condition {
        @Override
        public boolean holds(Evidence evidence, Findings findings, List<Seen> seen) {
            for (Mount mount : evidence.mounts().all()) {
                if (mount.root().startsWith(rootPrefix) && !mount.point().startsWith(exceptPoint)) {
                    return see(seen, "/proc/self/mountinfo", mount.root() + " at " + mount.point());
                }
            }
            return false;
        }
    }

    private record MountPoint(String suffix) implements Condition {
        @Override
        public boolean holds(Evidence evidence, Findings findings, List<Seen> seen) {
            for (Mount mount : evidence.mounts().all()) {
                if (mount.point().endsWith(suffix)) {
                    return see(seen, "/proc/self/mountinfo", "mounted: " + mount.point());
                }
            }
            return false;
        }
    }

    private record HypervisorBit() implements Condition {
        @Override
        public boolean holds(Evidence evidence, Findings findings, List<Seen> seen) {
            String text = evidence.root().text("/proc/cpuinfo");
            if (text != null && TextLines.beginningWith(text, "flags", " hypervisor") != null) {
                return see(seen, "/proc/cpuinfo", "flag hypervisor");
            }
            Cpuid cpuid = evidence.cpuid();
            return cpuid != null
                    && (cpuid.query(1, 0).ecx() & Cpuid.HYPERVISOR_BIT) != 0
                    && see(seen, Signature.leafName(1) + " (" + cpuid.source() + ")", "hypervisor bit");
        }
    }

    private record NothingIn(Layer layer) implements Condition {
        @Override
        public boolean holds(Evidence evidence, Findings findings, List<Seen> seen) {
            return findings.in(layer).isEmpty();
        }
    }

    private record CgroupScope(String before, String after) implements Condition {

        private static final int ID_DIGITS = 64;

        /** A process is in a dozen control groups. */
        private static final int MAX_LINES = 1_000;

        @Override
        public boolean holds(Evidence evidence, Findings findings, List<Seen> seen) {
            String text = evidence.root().text("/proc/self/cgroup");
            if (text == null) {
                return false;
            }
            for (String line : text.split("\n", MAX_LINES)) {
                int at = line.lastIndexOf(before);
                int digits = at + before.length();
                if (at >= 0
                        && line.length() == digits + ID_DIGITS + after.length()
                        && line.endsWith(after)
                        && isHexadecimal(line, digits, digits + ID_DIGITS)) {
                    return see(seen, "/proc/self/cgroup", line);
                }
            }
            return false;
        }

        private static boolean isHexadecimal(String text, int start, int end) {
            for (int i = start; i < end; i++) {
                if (Character.digit(text.charAt(i), 16) < 0) {
                    return false;
                }
            }
            return true;
        }
    }
}
