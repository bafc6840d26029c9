package org.guestscope.hostvalidate.host;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Mounts of this process, from /proc/mounts, in its order. */
public final class MountTable {
    /** One mount: what is mounted, where, its file system type and its options, as getmntent(3) splits the line. */
    public record Mount(String source, String folder, String type, String options) {
        /** Whether the comma-separated options hold this one. */
        public boolean hasOption(String name) {
            int start = 0;
            while (start <= options.length()) {
                int end = options.indexOf(',', start);
                if (end < 0) {
                    end = options.length();
                }
                if (end - start == name.length() && options.startsWith(name, start)) {
                    return true;
                }
                start = end + 1;
            }
            return false;
        }
    }

    private MountTable() {}

    /** The mounts; {@code null} when the table cannot be opened. */
    public static @Nullable List<Mount> read(Host host) {
        String text = host.lines("/proc/mounts");
        return text == null ? null : parse(text);
    }

    static List<Mount> parse(String text) {
        List<Mount> mounts = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf('\n', start);
            if (end < 0) {
                end = text.length();
            }
            int[] position = {skipBlanks(text, start, end)};
            if (position[0] < end && text.charAt(position[0]) != '#') {
                String source = field(text, position, end);
                String folder = field(text, position, end);
                String type = field(text, position, end);
                mounts.add(new Mount(source, folder, type, field(text, position, end)));
            }
            start = end + 1;
        }
        return mounts;
    }

    private static String field(String text, int[] position, int end) {
        int start = position[0];
        int stop = start;
        while (stop < end && text.charAt(stop) != ' ' && text.charAt(stop) != '\t') {
            stop++;
        }
        position[0] = skipBlanks(text, stop, end);
        return unescape(text.substring(start, stop));
    }

    private static int skipBlanks(String text, int start, int end) {
        int position = start;
        while (position < end && (text.charAt(position) == ' ' || text.charAt(position) == '\t')) {
            position++;
        }
        return position;
    }

    /** Undoes the kernel's octal escapes of blanks, tabs, newlines and backslashes in paths. */
    private static String unescape(String field) {
        if (field.indexOf('\\') < 0) {
            return field;
        }
        return field.replace("\\040", " ")
                .replace("\\011", "\t")
                .replace("\\012", "\n")
                .replace("\\134", "\\");
    }
}
