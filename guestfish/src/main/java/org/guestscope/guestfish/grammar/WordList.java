package org.guestscope.guestfish.grammar;

import java.util.ArrayList;
import java.util.List;

/** A list of strings in one parameter: words between blanks, {@code '...'} groups, {@code \'} is a quote. */
public final class WordList {
    private WordList() {}

    /** Splits {@code text}; an empty text is an empty list. */
    public static List<String> parse(String text) throws GrammarException {
        List<String> words = new ArrayList<>();
        int i = 0;
        while (true) {
            while (i < text.length() && isBlank(text.charAt(i))) {
                i++;
            }
            if (i == text.length()) {
                return words;
            }
            StringBuilder word = new StringBuilder();
            boolean quoted = false;
            for (; i < text.length() && (quoted || !isBlank(text.charAt(i))); i++) {
                char c = text.charAt(i);
                if (c == '\'') {
                    quoted = !quoted;
                } else if (c == '\\' && i + 1 < text.length() && text.charAt(i + 1) == '\'') {
                    word.append('\'');
                    i++;
                } else {
                    word.append(c);
                }
            }
            if (quoted) {
                throw new GrammarException("Runaway quote in string \"" + text + "\"");
            }
            words.add(word.toString());
        }
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
