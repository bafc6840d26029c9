package org.guestscope.cli;

/** Comma-separated lines in the peers' dialects: virt-df quotes blanks, virt-top does not. */
public final class Csv {

    private Csv() {}

    /** Appends {@code field}, in double quotes if it holds a blank, a quote, a newline or a comma. */
    public static void field(StringBuilder line, String field) {
        append(line, field, field.indexOf(' ') >= 0 || special(field));
    }

    /** Appends {@code field}, in double quotes if it holds a quote, a line's end or a comma, or a blank at either end. */
    public static void fieldWithBlanks(StringBuilder line, String field) {
        boolean edge = !field.isEmpty() && (blank(field.charAt(0)) || blank(field.charAt(field.length() - 1)));
        append(line, field, edge || field.indexOf('\r') >= 0 || special(field));
    }

    private static boolean special(String field) {
        return field.indexOf('"') >= 0 || field.indexOf('\n') >= 0 || field.indexOf(',') >= 0;
    }

    private static boolean blank(char c) {
        return c == ' ' || c == '\t';
    }

    private static void append(StringBuilder line, String field, boolean quoted) {
        if (quoted) {
            line.append('"').append(field.replace("\"", "\"\"")).append('"');
        } else {
            line.append(field);
        }
    }
}
