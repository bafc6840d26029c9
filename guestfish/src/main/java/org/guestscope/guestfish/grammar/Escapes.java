package org.guestscope.guestfish.grammar;

/** Backslash escapes inside double quotes: C's, with exactly three octal or two hexadecimal digits. */
final class Escapes {
    private static final String LETTERS = "abfnrtv\\\"'?";
    private static final String VALUES = "\u0007\b\f\n\r\t\u000b\\\"'?";

    private Escapes() {}

    /**
     * Reads the escape at {@code line[at]}, a backslash, and appends the byte it stands for.
     *
     * @param quoteStart where the quoted text begins; offsets in messages count from here
     * @return the index after the escape
     */
    static int read(String line, int at, int quoteStart, StringBuilder out) throws GrammarException {
        if (at + 1 < line.length()) {
            char c = line.charAt(at + 1);
            int letter = LETTERS.indexOf(c);
            if (letter >= 0) {
                out.append(VALUES.charAt(letter));
                return at + 2;
            }
            int value = c == 'x' ? number(line, at + 2, 2, 16) : number(line, at + 1, 3, 8);
            // A zero byte would end the parameter for every C program behind the command.
            if (value > 0 && value <= 0xFF) {
                out.append((char) value);
                return at + 4;
            }
        }
        throw new GrammarException(
                "guestfish: invalid escape sequence in string (starting at offset " + (at - quoteStart) + ")");
    }

    private static int number(String line, int from, int digits, int radix) {
        if (from + digits > line.length()) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < from + digits; i++) {
            int digit = Character.digit(line.charAt(i), radix);
            if (digit < 0 || line.charAt(i) > 0x7F) {
                return -1;
            }
            value = value * radix + digit;
        }
        return value;
    }
}
