package org.guestscope.guestfish.command;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.guestscope.guest.wire.Value;
import org.guestscope.guestfish.shell.CommandException;
import org.guestscope.guestfish.shell.Shell;

/** Commands about the session itself. */
final class SessionCommands {
    private static final long NANOS_A_HUNDREDTH = 10_000_000;
    private static final int HUNDRED = 100;

    private SessionCommands() {}

    static void echo(Shell shell, String word, List<String> words) throws IOException {
        shell.output().guestText(String.join(" ", words) + "\n");
    }

    static void lcd(Shell shell, String word, List<String> words) throws CommandException {
        Usage.check(words, 1, 1, "use 'lcd directory' to change local directory");
        try {
            shell.host().changeDirectory(words.get(0));
        } catch (IOException e) {
            throw new CommandException(e.getMessage());
        }
    }

    static void setenv(Shell shell, String word, List<String> words) throws CommandException {
        Usage.check(words, 2, 2, "use 'setenv VAR value' to set an environment variable");
        shell.host().variable(checkedName(words.get(0)), words.get(1), true);
    }

    static void unsetenv(Shell shell, String word, List<String> words) throws CommandException {
        Usage.check(words, 1, 1, "use 'unsetenv VAR' to unset an environment variable");
        shell.host().variable(checkedName(words.get(0)), null, true);
    }

    private static String checkedName(String name) throws CommandException {
        if (name.isEmpty() || name.contains("=")) {
            throw new CommandException("guestfish: '" + name + "' is not a name of an environment variable");
        }
        return name;
    }

    static void quit(Shell shell, String word, List<String> words) {
        shell.quit();
    }

    static void reopen(Shell shell, String word, List<String> words) throws CommandException, IOException {
        Usage.check(words, 0, 0, "‘reopen’ command takes no parameters");
        shell.reopen();
    }

    static void supported(Shell shell, String word, List<String> words) throws IOException {
        List<Value.Text> groups = ((Value.Texts) shell.session().call("available-all-groups")).items();
        int width =
                groups.stream().mapToInt(group -> group.latin1().length()).max().orElse(0);
        for (Value.Text group : groups) {
            boolean available =
                    ((Value.Bool) shell.session().call("feature-available", List.of(group.latin1()))).value();
            shell.output()
                    .guestText(" ".repeat(width - group.latin1().length())
                            + group.latin1()
                            + (available ? " yes\n" : " no\n"));
        }
    }

    static void time(Shell shell, String word, List<String> words) throws CommandException, IOException {
        Usage.check(words, 1, Integer.MAX_VALUE, "use 'time command [args...]'");
        long start = System.nanoTime();
        if (!shell.runNested(words.get(0), words.subList(1, words.size()))) {
            throw new CommandException(null);
        }
        long hundredths = (System.nanoTime() - start) / NANOS_A_HUNDREDTH;
        shell.output()
                .print(String.format(
                        Locale.ROOT, "elapsed time: %d.%02d seconds%n", hundredths / HUNDRED, hundredths % HUNDRED));
    }

    static void not(Shell shell, String word, List<String> words) throws CommandException {
        Usage.check(words, 1, Integer.MAX_VALUE, "use 'not command [args...]'");
        if (shell.runNested(words.get(0), words.subList(1, words.size()))) {
            throw new CommandException("not: " + words.get(0) + ": expected to fail, but it worked");
        }
    }
}
