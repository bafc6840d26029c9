package org.guestscope.hostvalidate.check;

import java.util.List;

/** Small readings of the kernel's texts that several checks share. */
final class Words {
    private Words() {}

    /** Whether a module parameter's text means yes: the kernel writes Y or 1. */
    static boolean yes(String value) {
        return value.startsWith("Y") || value.startsWith("y") || value.startsWith("1");
    }

    /** A number at the start of the text; -1 when there is none that fits. */
    static long number(String text) {
        int end = 0;
        while (end < text.length() && Character.isDigit(text.charAt(end))) {
            end++;
        }
        try {
            return Long.parseLong(text.substring(0, end));
        } catch (NumberFormatException none) {
            return -1;
        }
    }

    /** The choice in brackets of a list such as {@code always [madvise] never}; the whole text when none is. */
    static String chosen(String text) {
        int start = text.indexOf('[');
        int end = text.indexOf(']', start);
        return start >= 0 && end > start ? text.substring(start + 1, end) : text;
    }

    /** The text, or that nothing is there. */
    static String orNone(String text) {
        return text.isEmpty() ? "none" : text;
    }

    /** Some of the names, and how many more there are. */
    static String some(List<String> names, int most) {
        if (names.size() <= most) {
            return String.join(", ", names);
        }
        return String.join(", ", names.subList(0, most)) + " and " + (names.size() - most) + " more";
    }
}
