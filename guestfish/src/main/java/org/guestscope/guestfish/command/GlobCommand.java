package org.guestscope.guestfish.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.guestscope.guest.ActionException;
import org.guestscope.guest.wire.Value;
import org.guestscope.guestfish.shell.CommandException;
import org.guestscope.guestfish.shell.Shell;

/** {@code glob}: one run of a command for each combination of matches. */
final class GlobCommand {
    /** Where device names come from. Appliances without one of these simply have no such devices. */
    private static final List<String> DEVICE_LISTS =
            List.of("list-devices", "list-partitions", "list-md-devices", "lvs");

    private GlobCommand() {}

    static void glob(Shell shell, String word, List<String> words) throws CommandException, IOException {
        Usage.check(words, 1, Integer.MAX_VALUE, "use 'glob command [args...]'");
        List<List<String>> choices = new ArrayList<>();
        for (String parameter : words.subList(1, words.size())) {
            choices.add(expand(shell, parameter));
        }
        boolean good = true;
        int[] at = new int[choices.size()];
        boolean more = true;
        while (more) {
            List<String> parameters = new ArrayList<>();
            for (int i = 0; i < at.length; i++) {
                parameters.add(choices.get(i).get(at[i]));
            }
            good &= shell.runNested(words.get(0), parameters);
            more = advance(at, choices);
        }
        if (!good) {
            throw new CommandException(null);
        }
    }

    /** The next combination, the last word changing fastest; false after the last one. */
    private static boolean advance(int[] at, List<List<String>> choices) {
        for (int i = at.length - 1; i >= 0; i--) {
            if (++at[i] < choices.get(i).size()) {
                return true;
            }
            at[i] = 0;
        }
        return false;
    }

    private static List<String> expand(Shell shell, String word) throws CommandException, IOException {
        List<String> matches = List.of();
        if (word.startsWith("/dev/")) {
            matches = devices(shell, word);
        } else if (word.startsWith("/")) {
            try {
                matches = texts(shell.session().call("glob-expand", word));
            } catch (ActionException e) {
                shell.report(e);
                throw new CommandException("glob: guestfs_glob_expand call failed: " + word);
            }
        }
        return matches.isEmpty() ? List.of(word) : matches;
    }

    private static List<String> devices(Shell shell, String pattern) throws IOException {
        Pattern regex = Pattern.compile(toRegex(pattern), Pattern.DOTALL);
        List<String> matches = new ArrayList<>();
        for (String list : DEVICE_LISTS) {
            List<String> names;
            try {
                names = texts(shell.session().call(list));
            } catch (ActionException e) {
                if (list.equals(DEVICE_LISTS.get(0))) {
                    throw e;
                }
                continue;
            }
            names.stream().filter(name -> regex.matcher(name).matches()).forEach(matches::add);
        }
        return matches;
    }

    /** fnmatch's patterns with FNM_PATHNAME: no wildcard matches a slash. */
    static String toRegex(String pattern) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            int close = c == '[' ? pattern.indexOf(']', i + 2) : -1;
            if (c == '*') {
                regex.append("[^/]*");
            } else if (c == '?') {
                regex.append("[^/]");
            } else if (close > 0) {
                String set = pattern.substring(i + 1, close);
                boolean inverted = set.startsWith("!") || set.startsWith("^");
                String members = (inverted ? set.substring(1) : set)
                        .replace("\\", "\\\\")
                        .replace("[", "\\[")
                        .replace("&", "\\&");
                regex.append(inverted ? "[^/" : "[").append(members).append(']');
                i = close;
            } else if (c == '\\' && i + 1 < pattern.length()) {
                regex.append(Pattern.quote(String.valueOf(pattern.charAt(++i))));
            } else {
                regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return regex.toString();
    }

    private static List<String> texts(Value value) {
        return ((Value.Texts) value).items().stream().map(Value.Text::latin1).toList();
    }
}
