package org.guestscope.hostvalidate.host;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Feature words of the processors in /proc/cpuinfo: {@code flags} on x86, {@code Features} on Arm, {@code features} and
 * {@code facilities} on IBM Z. A word counts when any processor has it. Words are separated by single spaces after the
 * first colon, and are compared whole; lines are taken whole, however long.
 */
public final class CpuFlags {
    private static final String[] LINE_STARTS = {"flags", "Features", "features", "facilities"};

    private final Set<String> words;

    private CpuFlags(Set<String> words) {
        this.words = words;
    }

    /** Flags of that host; {@code null} when its /proc/cpuinfo cannot be opened. */
    public static @Nullable CpuFlags read(Host host) {
        String text = host.lines("/proc/cpuinfo");
        return text == null ? null : parse(text);
    }

    /** Flags in the text of /proc/cpuinfo. */
    public static CpuFlags parse(String cpuinfo) {
        Set<String> words = new HashSet<>();
        // Processors repeat each other; a line equal to the one before is not split again.
        String last = "";
        int start = 0;
        while (start < cpuinfo.length()) {
            int end = cpuinfo.indexOf('\n', start);
            if (end < 0) {
                end = cpuinfo.length();
            }
            if (isFlagLine(cpuinfo, start) && !(last.length() == end - start && cpuinfo.startsWith(last, start))) {
                last = cpuinfo.substring(start, end);
                addWords(last, words);
            }
            start = end + 1;
        }
        return new CpuFlags(words);
    }

    private static boolean isFlagLine(String text, int start) {
        for (String word : LINE_STARTS) {
            if (text.startsWith(word, start)) {
                return true;
            }
        }
        return false;
    }

    private static void addWords(String line, Set<String> words) {
        int start = line.indexOf(':');
        if (start < 0) {
            return;
        }
        while (start < line.length()) {
            int end = line.indexOf(' ', start);
            if (end < 0) {
                end = line.length();
            }
            if (end > start) {
                words.add(line.substring(start, end));
            }
            start = end + 1;
        }
    }

    public boolean has(String word) {
        return words.contains(word);
    }

    /** Intel's virtualization extension. */
    public boolean vmx() {
        return has("vmx");
    }

    /** AMD's virtualization extension; not looked at when {@link #vmx} is there. */
    public boolean svm() {
        return !vmx() && has("svm");
    }

    /** IBM Z interpretive execution. */
    public boolean sie() {
        return has("sie");
    }

    /** IBM Z facility 158: Secure Execution. */
    public boolean secureExecution() {
        return has("158");
    }

    /** AMD Secure Encrypted Virtualization; not looked at when {@link #secureExecution} is there. */
    public boolean sev() {
        return !secureExecution() && has("sev");
    }
}
