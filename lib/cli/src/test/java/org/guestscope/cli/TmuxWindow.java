package org.guestscope.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A terminal that a test types on and looks at: a window of tmux with a server of its own. */
public class TmuxWindow implements AutoCloseable {

    private static final long PATIENCE_MILLIS = 120_000;
    private static final long GLANCE_MILLIS = 50;

    /** Of a path that is short, as those of Unix sockets are. */
    private final Path socket;

    /** Starts a command, a line of sh, in a directory and on a terminal of a size. */
    public TmuxWindow(Path directory, int columns, int rows, String command) throws IOException {
        socket = Files.createTempDirectory(Path.of("/tmp"), "tmux").resolve("s");
        String complaint = tmux(
                "-f",
                "/dev/null",
                "new-session",
                "-d",
                "-x",
                String.valueOf(columns),
                "-y",
                String.valueOf(rows),
                "-c",
                directory.toString(),
                command);
        if (!complaint.isEmpty()) {
            throw new IOException("tmux: " + complaint);
        }
    }

    private String tmux(String... arguments) throws IOException {
        List<String> words = new ArrayList<>(List.of("tmux", "-u", "-S", socket.toString()));
        words.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().remove("TMUX");
        Process process = builder.start();
        process.getOutputStream().close();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Types text, then keys by tmux's names such as Enter, Tab or C-c. */
    public void type(String text, String... keys) throws IOException {
        if (!text.isEmpty()) {
            tmux("send-keys", "-l", text);
        }
        for (String key : keys) {
            tmux("send-keys", key);
        }
    }

    /** Pastes text in one piece, as a terminal with bracketed paste does. */
    public void paste(String text) throws IOException {
        tmux("set-buffer", text);
        tmux("paste-buffer", "-p");
    }

    /** Makes the window wider or narrower, of which the program hears as of any terminal. */
    public void resize(int columns, int rows) throws IOException {
        tmux("resize-window", "-x", String.valueOf(columns), "-y", String.valueOf(rows));
    }

    /** What is on the screen, line by line. */
    public List<String> lines() throws IOException {
        return tmux("capture-pane", "-p").lines().toList();
    }

    /** What is on the screen, without trailing blanks. */
    public String text() throws IOException {
        return tmux("capture-pane", "-p").stripTrailing();
    }

    /** The same with the escape sequences of colours. */
    public String coloured() throws IOException {
        return tmux("capture-pane", "-p", "-e");
    }

    /** What tmux knows of the window, in one of its formats. */
    public String ask(String format) throws IOException {
        return tmux("display-message", "-p", format).strip();
    }

    /** Waits until the screen is as wanted and returns it; fails with the last one when that takes too long. */
    public String await(String what, Predicate<String> wanted) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        while (true) {
            String screen = text();
            if (wanted.test(screen)) {
                return screen;
            }
            if (System.nanoTime() > end) {
                throw new AssertionError("never saw " + what + "; the screen is:\n" + screen);
            }
            TimeUnit.MILLISECONDS.sleep(GLANCE_MILLIS);
        }
    }

    /** Waits until the screen ends with some text. */
    public String awaitEnd(String end) throws IOException, InterruptedException {
        return await("at the end: " + end, screen -> screen.endsWith(end));
    }

    @Override
    public void close() throws IOException {
        tmux("kill-server");
        Files.deleteIfExists(socket);
        Files.deleteIfExists(socket.getParent());
    }
}
