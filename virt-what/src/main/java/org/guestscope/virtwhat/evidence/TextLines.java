package org.guestscope.virtwhat.evidence;

import org.jspecify.annotations.Nullable;

/** Searches text line by line, without regular expressions and without cutting it up. */
public final class TextLines {

    private TextLines() {}

    /** The first line of {@code text} that contains all of {@code words}, each behind the one before; null if none. */
    public static @Nullable String containing(String text, String... words) {
        for (int at = text.indexOf(words[0]); at >= 0; at = text.indexOf(words[0], endOfLine(text, at))) {
            int end = endOfLine(text, at);
            int behind = at + words[0].length();
            boolean all = true;
            for (int i = 1; i < words.length && all; i++) {
                int next = indexBefore(end, text, words[i], behind);
                all = next >= 0;
                behind = next + words[i].length();
            }
            if (all) {
                return around(text, at);
            }
        }
        return null;
    }

    /** The first line of {@code text} that begins with {@code start} and contains {@code word} behind it; null if none. */
    public static @Nullable String beginningWith(String text, String start, String word) {
        for (int at = text.indexOf(start); at >= 0; at = text.indexOf(start, endOfLine(text, at))) {
            int end = endOfLine(text, at);
            if (startsLine(text, at) && indexBefore(end, text, word, at + start.length()) >= 0) {
                return around(text, at);
            }
        }
        return null;
    }

    /** The first line of {@code text} that ends with {@code end}; null if none. */
    public static @Nullable String endingWith(String text, String end) {
        for (int at = text.indexOf(end); at >= 0; at = text.indexOf(end, at + 1)) {
            if (endOfLine(text, at) == at + end.length()) {
                return around(text, at);
            }
        }
        return null;
    }

    /** The whole line that holds position {@code at}. */
    static String around(String text, int at) {
        int start = text.lastIndexOf('\n', at) + 1;
        return text.substring(start, endOfLine(text, at));
    }

    /**
     * Where {@code word} stands between {@code from} and {@code end}, or -1. Searching on to the end of the text would
     * take minutes for a file of a million short lines.
     */
    private static int indexBefore(int end, String text, String word, int from) {
        for (int at = from; at + word.length() <= end; at++) {
            if (text.startsWith(word, at)) {
                return at;
            }
        }
        return -1;
    }

    private static boolean startsLine(String text, int at) {
        return at == 0 || text.charAt(at - 1) == '\n';
    }

    private static int endOfLine(String text, int at) {
        int end = text.indexOf('\n', at);
        return end < 0 ? text.length() : end;
    }
}
