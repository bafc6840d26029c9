package org.guestscope.virttop;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.guestscope.cli.TmuxWindow;

/**
 * A window in which a shell runs one program and then says {@code status N}. The shell keeps the terminal's settings before
 * and after in the files {@code before} and {@code after}.
 */
final class Tmux extends TmuxWindow {

    private static final int PATIENCE_MILLIS = 120_000;

    private final Path folder;

    private Tmux(Path folder, int columns, int lines, Path script) throws IOException {
        super(folder, columns, lines, "sh " + script);
        this.folder = folder;
    }

    /** The command line that runs {@code main} in a JVM like this one. */
    static List<String> java(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    /**
     * Opens a terminal and runs {@code command} in it.
     *
     * @param variables {@code NAME=value} for the program's environment
     */
    static Tmux run(Path folder, int columns, int lines, List<String> variables, List<String> command)
            throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/tmux")), "tmux is not installed");
        List<String> words = new ArrayList<>(List.of("env", "-u", "NO_COLOR", "LC_ALL=C.UTF-8"));
        words.addAll(variables);
        words.addAll(command);
        Path script = folder.resolve("script.sh");
        Files.writeString(
                script,
                "cd '%s'\ntrap : INT\nstty -g >before\n%s\nstatus=$?\nstty -g >after\necho \"status $status\"\nexec sleep 600\n"
                        .formatted(
                                folder,
                                words.stream()
                                        .map(word -> "'" + word.replace("'", "'\\''") + "'")
                                        .collect(Collectors.joining(" "))));
        return new Tmux(folder, columns, lines, script);
    }

    /** Waits until the screen is as it should be or the program has ended, and answers it; after two minutes as it is. */
    List<String> until(Predicate<String> screen) throws Exception {
        long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000L;
        List<String> lines = lines();
        while (!screen.test(String.join("\n", lines))
                && lines.stream().noneMatch(line -> line.startsWith("status "))
                && System.nanoTime() < end) {
            Thread.sleep(50);
            lines = lines();
        }
        return lines;
    }

    /** Presses keys, by tmux's names. */
    void keys(String... keys) throws Exception {
        type("", keys);
    }

    /** Whether the program has taken the alternate screen, reports of the mouse, and the cursor away: {@code 1 1 0}. */
    String modes() throws Exception {
        return ask("#{alternate_on} #{mouse_any_flag} #{cursor_flag}");
    }

    /** The program that runs in the shell. */
    ProcessHandle program() throws Exception {
        long shell = Long.parseLong(ask("#{pane_pid}"));
        return ProcessHandle.of(shell).orElseThrow().children().findFirst().orElseThrow();
    }

    /** Whether the terminal's settings are those from before the program. */
    boolean settingsAreBack() throws IOException {
        return Files.readString(folder.resolve("before")).equals(Files.readString(folder.resolve("after")));
    }
}
