package org.guestscope.agent.inspect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.guestscope.agent.inspect.OperatingSystem.Version;
import org.jspecify.annotations.Nullable;

/** Versions and assignments as release files write them. */
final class ReleaseText {

    private static final Pattern MAJOR_MINOR = Pattern.compile("(\\d+)\\.(\\d+)");
    private static final Pattern MAJOR = Pattern.compile("(\\d+)");

    /** Digits of a number that surely fits an int. */
    private static final int DIGITS = 9;

    private ReleaseText() {}

    /** The first version in a text, its minor number 0 where there is none; {@code null} without any number. */
    static @Nullable Version version(String text) {
        Matcher both = MAJOR_MINOR.matcher(text);
        if (both.find()) {
            return version(both);
        }
        Matcher one = MAJOR.matcher(text);
        return one.find() ? version(one) : null;
    }

    /** The version of a match's first two groups. */
    static @Nullable Version version(Matcher match) {
        int major = number(match.group(1));
        int minor = match.groupCount() < 2 ? 0 : number(match.group(2));
        return major < 0 || minor < 0 ? null : new Version(major, minor);
    }

    /** The version that the first of several patterns finds. */
    static @Nullable Version version(String text, List<Pattern> patterns) {
        for (Pattern pattern : patterns) {
            Matcher matcher = pattern.matcher(text);
            if (matcher.find()) {
                return version(matcher);
            }
        }
        return null;
    }

    /** A decimal number, or -1 when it is longer than anybody's version. */
    private static int number(@Nullable String digits) {
        if (digits == null || digits.isEmpty()) {
            return 0;
        }
        return digits.length() > DIGITS || !digits.chars().allMatch(c -> c >= '0' && c <= '9')
                ? -1
                : Integer.parseInt(digits);
    }

    /** {@code NAME=value} lines, quotes taken off; comments and other lines are left out. */
    static Map<String, String> assignments(List<String> lines) {
        Map<String, String> found = new LinkedHashMap<>();
        for (String line : lines) {
            int equals = line.indexOf('=');
            if (equals > 0 && !line.startsWith("#")) {
                found.put(line.substring(0, equals), unquoted(line.substring(equals + 1)));
            }
        }
        return found;
    }

    /** A shell word without the quotes around it. */
    static String unquoted(String value) {
        int last = value.length() - 1;
        if (last > 0 && value.charAt(0) == value.charAt(last) && (value.charAt(0) == '"' || value.charAt(0) == '\'')) {
            return value.substring(1, last);
        }
        return value;
    }

    /** Words between blanks. */
    static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        for (String word : line.split("[ \t]+", -1)) {
            if (!word.isEmpty()) {
                words.add(word);
            }
        }
        return words;
    }
}
