package org.guestscope.dist.document;

/** Text with the requests of man(7), each on a line of its own, and lines of moderate length. */
final class Roff {

    /** Where lines are broken; it only matters to people who read the source. */
    private static final int WIDTH = 78;

    private final StringBuilder text = new StringBuilder();

    /** A request such as {@code .SH}, its arguments quoted where they have blanks. */
    Roff request(String name, String... arguments) {
        text.append('.').append(name);
        for (String argument : arguments) {
            String escaped = escape(argument).replace("\"", "\\(dq");
            text.append(escaped.isEmpty() || escaped.indexOf(' ') >= 0 ? " \"" + escaped + "\"" : " " + escaped);
        }
        text.append('\n');
        return this;
    }

    /** A paragraph's text, in which what stands between backquotes becomes bold. */
    Roff prose(String paragraph) {
        String[] parts = escape(paragraph).split("`", -1);
        StringBuilder marked = new StringBuilder(parts[0]);
        for (int i = 1; i < parts.length; i++) {
            // A blank in a word to type must not become a line's end.
            boolean bold = i % 2 == 1;
            marked.append(bold ? "\\fB" + parts[i].replace(" ", "\\ ") + "\\fR" : parts[i]);
        }
        int length = 0;
        for (String word : marked.toString().trim().split("\\s+")) {
            if (length > 0 && length + 1 + word.length() > WIDTH) {
                text.append('\n');
                length = 0;
            }
            if (length == 0 && (word.startsWith(".") || word.startsWith("'"))) {
                word = "\\&" + word;
            }
            text.append(length == 0 ? "" : " ").append(word);
            length += word.length() + (length == 0 ? 0 : 1);
        }
        text.append('\n');
        return this;
    }

    /** Lines that keep their form. */
    Roff lines(String block) {
        text.append(".nf\n");
        for (String line : escape(block).split("\n", -1)) {
            text.append(line.startsWith(".") || line.startsWith("'") ? "\\&" : "")
                    .append(line)
                    .append('\n');
        }
        text.append(".fi\n");
        return this;
    }

    /** Text that has its requests already. */
    Roff raw(String line) {
        text.append(line).append('\n');
        return this;
    }

    /** Backslashes and dashes as themselves: a bare dash may be set as a hyphen, which cannot be copied into a shell. */
    static String escape(String plain) {
        return plain.replace("\\", "\\e")
                .replace("-", "\\-")
                .replace("~", "\\(ti")
                .replace("^", "\\(ha");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
