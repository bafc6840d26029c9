package org.guestscope.guestfish.command;

import java.io.IOException;
import java.util.List;
import org.guestscope.guestfish.shell.CommandException;
import org.guestscope.guestfish.shell.HostRun;
import org.guestscope.guestfish.shell.Shell;

/** Commands that show a guest file in a program of the host. */
final class ViewCommands {
    private ViewCommands() {}

    static void display(Shell shell, String word, List<String> words) throws CommandException, IOException {
        Usage.check(words, 1, 1, "display filename");
        view(shell, words.get(0), shell.host().variable("GUESTFISH_DISPLAY_IMAGE", "display"));
    }

    static void more(Shell shell, String word, List<String> words) throws CommandException, IOException {
        Usage.check(words, 1, 1, "use '" + word + " filename' to page a file");
        boolean less = word.equalsIgnoreCase("less");
        view(shell, words.get(0), less ? "less" : shell.host().variable("PAGER", "more"));
    }

    private static void view(Shell shell, String name, String program) throws CommandException, IOException {
        try (TemporaryCopy copy = new TemporaryCopy(shell)) {
            copy.download("download", shell.guestPath(name));
            copy.runOn(program);
        }
    }

    static void man(Shell shell, String word, List<String> words) throws CommandException, IOException {
        Usage.check(words, 0, 0, "use ‘man’ without parameters to open the manual");
        if (new HostRun(shell.output()).run(shell.host().shell("man 1 guestfish")) != 0) {
            throw new CommandException("guestfish: the manual could not be opened; 'help' works without it");
        }
    }
}
