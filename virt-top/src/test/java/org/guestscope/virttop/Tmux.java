package org.guestscope.virttop;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A terminal: a tmux server of its own with one window, in which a shell runs one program and then says {@code status N}.
 * The shell keeps the terminal's settings before and after in the files {@code before} and {@code after}.
 */
final class Tmux implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 120_000;

    private final Path socket;
    private final Path folder;

    private Tmux(Path folder) throws IOException {
        this.folder = folder;
        // A short path, for a Unix socket.
        this.socket = Files.createTempDirectory(Path.of("/tmp"), "vt").resolve("s");
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
        Tmux tmux = new Tmux(folder);
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
        tmux.tmux("new-session", "-d", "-x", Integer.toString(columns), "-y", Integer.toString(lines), "sh " + script);
        return tmux;
    }

    private String tmux(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("tmux", "-S", socket.toString(), "-f", "/dev/null"));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command + ": " + text);
        }
        return text;
    }

    /** What is on the screen, line by line, without attributes. */
    List<String> lines() throws Exception {
        return tmux("capture-pane", "-p").lines().toList();
    }

    /** The same with attributes, as escape codes. */
    String coloured() throws Exception {
        return tmux("capture-pane", "-p", "-e");
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
        List<String> words = new ArrayList<>(List.of("send-keys"));
        words.addAll(List.of(keys));
        tmux(words.toArray(String[]::new));
    }

    /** Types characters, as a mouse does. */
    void type(String characters) throws Exception {
        tmux("send-keys", "-l", characters);
    }

    void resize(int columns, int lines) throws Exception {
        tmux("resize-window", "-x", Integer.toString(columns), "-y", Integer.toString(lines));
    }

    /** Whether the program has taken the alternate screen, reports of the mouse, and the cursor away: {@code 1 1 0}. */
    String modes() throws Exception {
        return tmux("display-message", "-p", "#{alternate_on} #{mouse_any_flag} #{cursor_flag}")
                .strip();
    }

    /** The program that runs in the shell. */
    ProcessHandle program() throws Exception {
        long shell = Long.parseLong(tmux("display-message", "-p", "#{pane_pid}").strip());
        return ProcessHandle.of(shell).orElseThrow().children().findFirst().orElseThrow();
    }

    /** Whether the terminal's settings are those from before the program. */
    boolean settingsAreBack() throws IOException {
        return Files.readString(folder.resolve("before")).equals(Files.readString(folder.resolve("after")));
    }

    @Override
    public void close() throws Exception {
        tmux("kill-server");
        Files.deleteIfExists(socket);
        Files.deleteIfExists(socket.getParent());
    }
}
