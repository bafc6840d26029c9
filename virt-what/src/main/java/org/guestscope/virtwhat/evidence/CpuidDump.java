package org.guestscope.virtwhat.evidence;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * CPUID answers written down in text, a leaf a line, the form that {@code cpuid -1 -r} prints:
 *
 * <pre>0x40000000 0x00: eax=0x40000001 ebx=0x4b4d564b ecx=0x564b4d56 edx=0x0000004d</pre>
 *
 * A leaf that is not listed reads as four zeros; lines of another form are passed over.
 */
final class CpuidDump implements Cpuid {

    /** The lines looked at; a processor answers some hundred leaves. */
    static final int MAX_LINES = 50_000;

    private static final String[] REGISTERS = {"eax=", "ebx=", "ecx=", "edx="};

    private final String path;
    private final Map<Long, Registers> answers = new HashMap<>();

    CpuidDump(String path, String text) {
        this.path = path;
        for (String line : text.lines().limit(MAX_LINES).toList()) {
            add(line.strip());
        }
    }

    private void add(String line) {
        int blank = line.indexOf(' ');
        int colon = line.indexOf(':');
        if (blank < 0 || colon < blank) {
            return;
        }
        Long leaf = hexadecimal(line.substring(0, blank));
        Long subleaf = hexadecimal(line.substring(blank + 1, colon).strip());
        if (leaf == null || subleaf == null) {
            return;
        }
        int[] values = new int[REGISTERS.length];
        for (int i = 0; i < values.length; i++) {
            int at = line.indexOf(REGISTERS[i], colon);
            if (at < 0) {
                return;
            }
            int start = at + REGISTERS[i].length();
            int end = line.indexOf(' ', start);
            Long value = hexadecimal(line.substring(start, end < 0 ? line.length() : end));
            if (value == null) {
                return;
            }
            values[i] = value.intValue();
        }
        answers.putIfAbsent(key(leaf.intValue(), subleaf.intValue()), registers(values));
    }

    private static Registers registers(int[] values) {
        return new Registers(values[0], values[1], values[2], values[3]);
    }

    private static long key(int leaf, int subleaf) {
        return Integer.toUnsignedLong(leaf) | (long) subleaf << 32;
    }

    /** A number such as {@code 0x4000}, the prefix optional; null when it is none or has more than 64 bits. */
    static @Nullable Long hexadecimal(String text) {
        String digits = text.startsWith("0x") || text.startsWith("0X") ? text.substring(2) : text;
        try {
            return Long.parseUnsignedLong(digits, 16);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    @Override
    public Registers query(int leaf, int subleaf) {
        Registers answer = answers.get(key(leaf, subleaf));
        return answer == null ? Registers.ZERO : answer;
    }

    @Override
    public String source() {
        return path;
    }
}
