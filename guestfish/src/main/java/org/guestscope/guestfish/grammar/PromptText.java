package org.guestscope.guestfish.grammar;

/**
 * Escapes of the prompt variables: {@code \\ \[ \] \a \e \n \r}, one to three octal digits, {@code \xN[N]}; any other
 * is a question mark.
 */
public final class PromptText {
    private PromptText() {}

    /**
     * Decodes a prompt.
     *
     * @param begin what stands for {@code \[}, the begin of text without width
     * @param end what stands for {@code \]}
     */
    public static String decode(String text, String begin, String end) {
        StringBuilder out = new StringBuilder();
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i++);
            if (c != '\\' || i == text.length()) {
                out.append(c);
                continue;
            }
            char escape = text.charAt(i++);
            switch (escape) {
                case '\\' -> out.append('\\');
                case '[' -> out.append(begin);
                case ']' -> out.append(end);
                case 'a' -> out.append('\u0007');
                case 'e' -> out.append('\u001b');
                case 'n' -> out.append('\n');
                case 'r' -> out.append('\r');
                case '0', '1', '2', '3', '4', '5', '6', '7' -> i = number(text, i - 1, 3, 8, out);
                case 'x' -> i = number(text, i, 2, 16, out);
                default -> out.append('?');
            }
        }
        return out.toString();
    }

    private static int number(String text, int from, int most, int radix, StringBuilder out) {
        int i = from;
        int value = 0;
        while (i < text.length() && i < from + most && Character.digit(text.charAt(i), radix) >= 0) {
            value = value * radix + Character.digit(text.charAt(i++), radix);
        }
        out.append(i == from ? '?' : (char) (value & 0xFF));
        return i;
    }
}
