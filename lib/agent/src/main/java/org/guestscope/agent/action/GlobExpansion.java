package org.guestscope.agent.action;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import org.guestscope.agent.libc.Errno;
import org.guestscope.agent.libc.ErrnoException;
import org.guestscope.agent.libc.Fd;
import org.guestscope.agent.libc.Posix;
import org.guestscope.agent.sysroot.Sysroot;

/** Expands shell patterns over the guest's files: {@code * ? [a-z] {a,b}} and a backslash before any of them. */
final class GlobExpansion {

    /** A pattern of nested braces can grow without end. */
    private static final int MAX_ALTERNATIVES = 4096;

    private final Sysroot sysroot;

    GlobExpansion(Sysroot sysroot) {
        this.sysroot = sysroot;
    }

    List<String> expand(String pattern, boolean markDirectories) throws IOException {
        TreeSet<String> found = new TreeSet<>();
        for (String plain : braces(pattern)) {
            List<String> paths = List.of("");
            for (String component : plain.split("/+", -1)) {
                if (!component.isEmpty()) {
                    paths = step(paths, component);
                }
            }
            boolean directoriesOnly = plain.endsWith("/");
            for (String path : paths) {
                String whole = path.isEmpty() ? "/" : path;
                boolean directory = isDirectory(whole);
                if (directory || !directoriesOnly) {
                    boolean slash = directory && (markDirectories || directoriesOnly) && !whole.endsWith("/");
                    found.add(slash ? whole + "/" : whole);
                }
            }
        }
        return new ArrayList<>(found);
    }

    private List<String> step(List<String> directories, String component) throws IOException {
        List<String> next = new ArrayList<>();
        boolean pattern = component.matches(".*[*?\\[\\\\].*");
        for (String directory : directories) {
            if (!pattern) {
                String path = directory + "/" + component;
                if (existsNoFollow(path)) {
                    next.add(path);
                }
            } else if (isDirectory(directory + "/")) {
                matching(directory, component, next);
            }
        }
        return next;
    }

    private void matching(String directory, String component, List<String> into) throws IOException {
        List<String> names = new ArrayList<>();
        for (Posix.Entry entry : sysroot.entries(directory + "/")) {
            names.add(entry.name());
        }
        Collections.sort(names);
        for (String name : names) {
            boolean hidden = name.startsWith(".") && !component.startsWith(".");
            if (!hidden && matches(component, 0, name, 0)) {
                into.add(directory + "/" + name);
            }
        }
    }

    private boolean existsNoFollow(String path) throws IOException {
        try (Fd file = sysroot.handleNoFollow(path)) {
            return file.number() >= 0;
        } catch (ErrnoException e) {
            return missing(e);
        }
    }

    private boolean isDirectory(String path) throws IOException {
        try {
            return sysroot.status(path, true).isDirectory();
        } catch (ErrnoException e) {
            return missing(e);
        }
    }

    private static boolean missing(ErrnoException e) throws ErrnoException {
        if (e.errno() == Errno.ENOENT || e.errno() == Errno.ENOTDIR || e.errno() == Errno.ELOOP) {
            return false;
        }
        throw e;
    }

    /** Matches one name without a slash; see glob(7). */
    static boolean matches(String pattern, int p, String name, int n) {
        int at = n;
        for (int i = p; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '*') {
                for (int skip = at; skip <= name.length(); skip++) {
                    if (matches(pattern, i + 1, name, skip)) {
                        return true;
                    }
                }
                return false;
            }
            if (at >= name.length()) {
                return false;
            }
            if (c == '[' && classEnd(pattern, i) > 0) {
                int end = classEnd(pattern, i);
                if (!inClass(pattern.substring(i + 1, end), name.charAt(at))) {
                    return false;
                }
                i = end;
            } else if (c != '?') {
                if (c == '\\' && i + 1 < pattern.length()) {
                    c = pattern.charAt(++i);
                }
                if (c != name.charAt(at)) {
                    return false;
                }
            }
            at++;
        }
        return at == name.length();
    }

    /** Where a bracket expression ends, or -1; a bracket right at its start stands for itself. */
    private static int classEnd(String pattern, int open) {
        int from = open + 1;
        if (from < pattern.length() && (pattern.charAt(from) == '!' || pattern.charAt(from) == '^')) {
            from++;
        }
        return pattern.indexOf(']', from + 1);
    }

    private static boolean inClass(String members, char c) {
        boolean negated = members.startsWith("!") || members.startsWith("^");
        boolean in = false;
        for (int i = negated ? 1 : 0; i < members.length(); i++) {
            char low = members.charAt(i);
            char high = low;
            if (i + 2 < members.length() && members.charAt(i + 1) == '-') {
                high = members.charAt(i + 2);
                i += 2;
            }
            in |= low <= c && c <= high;
        }
        return in != negated;
    }

    /** A pattern once for every combination of its alternatives. */
    static List<String> braces(String pattern) {
        List<String> done = new ArrayList<>();
        expandBraces(pattern, done);
        return done;
    }

    private static void expandBraces(String pattern, List<String> done) {
        int open = pattern.indexOf('{');
        int close = open < 0 ? -1 : matchingBrace(pattern, open);
        if (close < 0 || done.size() > MAX_ALTERNATIVES) {
            done.add(pattern);
            return;
        }
        int depth = 0;
        int from = open + 1;
        for (int i = open + 1; i <= close; i++) {
            char c = pattern.charAt(i);
            if (depth == 0 && (c == ',' || i == close)) {
                String one = pattern.substring(from, i);
                expandBraces(pattern.substring(0, open) + one + pattern.substring(close + 1), done);
                from = i + 1;
            } else if (c == '{') {
                depth++;
            } else if (c == '}') {
                depth--;
            }
        }
    }

    private static int matchingBrace(String pattern, int open) {
        int depth = 0;
        for (int i = open; i < pattern.length(); i++) {
            if (pattern.charAt(i) == '{') {
                depth++;
            } else if (pattern.charAt(i) == '}' && --depth == 0) {
                return i;
            }
        }
        return -1;
    }
}
