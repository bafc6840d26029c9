package org.guestscope.guestfish.grammar;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Splits one line of a script or of an interactive session.
 *
 * <p>There is no line continuation, no variable and no separator; {@code #} is a comment only as the first character.
 * Quotes and backslashes inside a bare word are data. Offsets in messages are bytes.
 */
public final class LineGrammar {
    private final UnaryOperator<String> tilde;

    /** @param tilde expands a bare word that begins with {@code ~} */
    public LineGrammar(UnaryOperator<String> tilde) {
        this.tilde = tilde;
    }

    /**
     * Whether a line begins with {@code -}. Asked apart from {@link #parse} because the minus covers errors of the
     * grammar too.
     */
    public static boolean mayFail(String line) {
        int i = skipSpace(line, 0);
        return i < line.length() && line.charAt(i) == '-';
    }

    /** Reads a line without its newline. */
    public Line parse(String line) throws GrammarException {
        boolean mayFail = false;
        int start = skipSpace(line, 0);
        while (start < line.length() && line.charAt(start) == '-') {
            mayFail = true;
            start = skipSpace(line, start + 1);
        }
        if (start == line.length() || line.charAt(start) == '#') {
            return new Line.Nothing(mayFail);
        }
        if (line.charAt(start) == '!') {
            return new Line.HostCommand(line.substring(start + 1), mayFail);
        }
        if (line.startsWith("<!", start)) {
            return new Line.CommandSource(line.substring(start + 2), mayFail);
        }
        int end = wordEnd(line, start);
        Words words = new Words(line, end);
        words.read();
        return new Line.Call(line.substring(start, end), words.parameters, words.pipe, mayFail);
    }

    /** C's isspace: what may stand before a command. */
    private static int skipSpace(String line, int from) {
        int i = from;
        while (i < line.length() && " \t\n\u000b\f\r".indexOf(line.charAt(i)) >= 0) {
            i++;
        }
        return i;
    }

    private static boolean blank(char c) {
        return c == ' ' || c == '\t';
    }

    private static int skipBlank(String line, int from) {
        int i = from;
        while (i < line.length() && blank(line.charAt(i))) {
            i++;
        }
        return i;
    }

    private static int wordEnd(String line, int from) {
        int i = from;
        while (i < line.length() && !blank(line.charAt(i))) {
            i++;
        }
        return i;
    }

    /** The parameters of one line. */
    private final class Words {
        private final String line;
        private int at;
        private final List<String> parameters = new ArrayList<>();
        private @Nullable String pipe;

        Words(String line, int from) {
            this.line = line;
            this.at = from;
        }

        void read() throws GrammarException {
            for (at = skipBlank(line, at); at < line.length(); at = skipBlank(line, at)) {
                switch (line.charAt(at)) {
                    case '"' -> parameters.add(doubleQuoted());
                    case '\'' -> parameters.add(singleQuoted());
                    case '|' -> {
                        pipe = line.substring(at + 1);
                        return;
                    }
                    default -> {
                        int end = wordEnd(line, at);
                        String word = line.substring(at, end);
                        parameters.add(word.startsWith("~") ? tilde.apply(word) : word);
                        at = end;
                    }
                }
            }
        }

        private String singleQuoted() throws GrammarException {
            int close = line.indexOf('\'', at + 1);
            if (close < 0) {
                throw new GrammarException("guestfish: unterminated single quote");
            }
            String word = line.substring(at + 1, close);
            endQuoted(close);
            return word;
        }

        private String doubleQuoted() throws GrammarException {
            int first = at + 1;
            StringBuilder word = new StringBuilder();
            int i = first;
            while (i < line.length() && line.charAt(i) != '"') {
                if (line.charAt(i) == '\\') {
                    i = Escapes.read(line, i, first, word);
                } else {
                    word.append(line.charAt(i++));
                }
            }
            if (i >= line.length()) {
                throw new GrammarException("guestfish: unterminated double quote");
            }
            endQuoted(i);
            return word.toString();
        }

        private void endQuoted(int close) throws GrammarException {
            at = close + 1;
            if (at < line.length() && !blank(line.charAt(at))) {
                throw new GrammarException("guestfish: command arguments not separated by whitespace");
            }
        }
    }
}
