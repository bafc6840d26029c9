package org.guestscope.cli;

/** Comma-separated lines in the peers' dialect: a field is quoted only where it must be. */
public final class Csv {

    private Csv() {}

    /** Appends {@code field}, in double quotes if it holds a blank, a quote, a newline or a comma. */
    public static void field(StringBuilder line, String field) {
        boolean quote = false;
        for (int i = 0; i < field.length() && !quote; i++) {
            char c = field.charAt(i);
            quote = c == ' ' || c == '"' || c == '\n' || c == ',';
        }
        if (!quote) {
            line.append(field);
            return;
        }
        line.append('"');
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            if (c == '"') {
                line.append('"');
            }
            line.append(c);
        }
        line.append('"');
    }
}
