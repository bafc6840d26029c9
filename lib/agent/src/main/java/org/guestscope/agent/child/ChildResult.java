package org.guestscope.agent.child;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a program left behind.
 *
 * @param program its name, for messages
 * @param status exit status, or 128 and the signal's number
 * @param stdout what it wrote, unless that went elsewhere
 * @param stderr what it complained of, one byte per {@code char}
 */
@SuppressWarnings("ArrayRecordComponent") // results are taken apart, never compared
public record ChildResult(String program, int status, byte[] stdout, String stderr) {

    /** Its output, one byte per {@code char}. */
    public String text() {
        return new String(stdout, StandardCharsets.ISO_8859_1);
    }

    /** Its output without the newlines at the end. */
    public String trimmed() {
        String text = text();
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '\n') {
            end--;
        }
        return text.substring(0, end);
    }

    /** Its output in lines. */
    public List<String> lines() {
        return lines(text());
    }

    /** A text in lines; a newline at the end starts no further line. */
    public static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int end = text.indexOf('\n', from);
            if (end < 0) {
                end = text.length();
            }
            lines.add(text.substring(from, end));
            from = end + 1;
        }
        return lines;
    }

    /** Whether it ended with status 0. */
    public boolean succeeded() {
        return status == 0;
    }

    /** Why it failed: its stderr without the version that e2fsprogs begin with, else its output, else its status. */
    public String complaint() {
        String trimmed = withoutVersion(stderr);
        if (!trimmed.isEmpty()) {
            return trimmed;
        }
        String said = withoutVersion(text());
        if (!said.isEmpty() && said.length() < 1000) {
            return said;
        }
        return status > 128
                ? "%s was ended by signal %d".formatted(program, status - 128)
                : "%s exited with status %d".formatted(program, status);
    }

    private String withoutVersion(String output) {
        String banner = "^" + Pattern.quote(program) + " [0-9.]+ \\(.*\\)(\n|$)";
        return output.strip().replaceFirst(banner, "").strip();
    }
}
