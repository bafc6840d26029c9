package org.guestscope.guestfish.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.guestscope.guest.call.ByteText;
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
        Path page = manualPage(Path.of(System.getProperty("java.class.path").split(":")[0]));
        ProcessBuilder program = Files.isReadable(page)
                ? shell.host().shell("man -l \"$1\"", ByteText.of(page.toString()))
                : shell.host().shell("man 1 guestfish");
        if (new HostRun(shell.output()).run(program) != 0) {
            throw new CommandException("guestfish: the manual could not be opened; 'help' works without it");
        }
    }

    /** Where a build has the page: in {@code share}, beside the folder of the jars. */
    static Path manualPage(Path jar) {
        return jar.toAbsolutePath()
                .resolveSibling("../share/man/man1/guestfish.1")
                .normalize();
    }
}
