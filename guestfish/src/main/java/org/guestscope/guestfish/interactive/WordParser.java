package org.guestscope.guestfish.interactive;

import java.util.ArrayList;
import java.util.List;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/** Splits a line for completion. Running it is the grammar's business, so nothing here is ever an error. */
final class WordParser implements Parser {
    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
        List<String> words = new ArrayList<>();
        int wordIndex = -1;
        int wordCursor = 0;
        int i = 0;
        while (true) {
            while (i < line.length() && (line.charAt(i) == ' ' || line.charAt(i) == '\t')) {
                if (i >= cursor && wordIndex < 0) {
                    wordIndex = words.size();
                    words.add("");
                }
                i++;
            }
            if (i >= line.length()) {
                break;
            }
            int start = i;
            char quote = line.charAt(i) == '"' || line.charAt(i) == '\'' ? line.charAt(i++) : 0;
            int from = i;
            while (i < line.length() && (quote != 0 ? line.charAt(i) != quote : line.charAt(i) != ' ')) {
                i++;
            }
            String word = line.substring(from, i);
            if (wordIndex < 0 && cursor >= start && cursor <= i) {
                wordIndex = words.size();
                wordCursor = Math.max(0, Math.min(cursor, i) - from);
            }
            words.add(word);
            if (quote != 0 && i < line.length()) {
                i++;
            }
        }
        if (wordIndex < 0) {
            wordIndex = words.size();
            words.add("");
        }
        return new Words(line, cursor, words, wordIndex, wordCursor);
    }

    /** A split line. Completed words get quotes when they need them. */
    private record Words(String line, int cursor, List<String> words, int wordIndex, int wordCursor)
            implements CompletingParsedLine {
        @Override
        public String word() {
            return words.get(wordIndex);
        }

        @Override
        public CharSequence escape(CharSequence candidate, boolean complete) {
            String text = candidate.toString();
            if (text.indexOf(' ') < 0 && text.indexOf('\t') < 0) {
                return candidate;
            }
            String quoted =
                    "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\t", "\\t");
            return complete ? quoted + "\"" : quoted;
        }

        @Override
        public int rawWordCursor() {
            return wordCursor + (quoted() ? 1 : 0);
        }

        @Override
        public int rawWordLength() {
            return word().length() + (quoted() ? 1 : 0);
        }

        private boolean quoted() {
            int start = cursor - wordCursor - 1;
            return start >= 0 && start < line.length() && (line.charAt(start) == '"' || line.charAt(start) == '\'');
        }
    }
}
