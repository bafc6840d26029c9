package org.guestscope.virtwhat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.guestscope.cli.Console;
import org.guestscope.cli.Tool;

/**
 * A directory that stands for a machine, written from short rows: {@code path} for an empty file, {@code path/} for a
 * directory, {@code path=text} for a file with text, in which {@code |} is a line break and {@code ^} a NUL.
 */
public final class FakeMachine {

    /** What a run of a command left behind. */
    public record Outcome(int status, String out, String err) {

        /** The lines of standard output joined by blanks. */
        public String facts() {
            return out.strip().replace('\n', ' ');
        }
    }

    private final Path root;

    public FakeMachine(Path root) {
        this.root = root;
    }

    /** Adds what {@code rows} describe. */
    public FakeMachine with(List<String> rows) {
        for (String row : rows) {
            add(row);
        }
        return this;
    }

    private void add(String row) {
        int equals = row.indexOf('=');
        Path path = root.resolve(equals < 0 ? row : row.substring(0, equals));
        try {
            if (row.endsWith("/") && equals < 0) {
                Files.createDirectories(path);
                return;
            }
            Files.createDirectories(path.getParent());
            String text = equals < 0
                    ? ""
                    : row.substring(equals + 1).replace('|', '\n').replace('^', '\0');
            Files.write(path, text.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(row, e);
        }
    }

    /** Adds an executable shell script. */
    public FakeMachine withScript(String path, String script) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        if (!file.toFile().setExecutable(true)) {
            throw new IOException(file + ": cannot be made executable");
        }
        return this;
    }

    public Path root() {
        return root;
    }

    /** Runs virt-what on this machine. */
    public Outcome virtWhat(String... words) {
        String[] all = new String[words.length + 1];
        System.arraycopy(words, 0, all, 0, words.length);
        all[words.length] = "--test-root=" + root;
        return run("virt-what", all);
    }

    /** Runs virt-what-cvm on this machine. */
    public Outcome virtWhatCvm(String... words) {
        String[] all = new String[words.length + 1];
        System.arraycopy(words, 0, all, 0, words.length);
        all[words.length] = "--test-root=" + root;
        return run("virt-what-cvm", all);
    }

    /** Runs either command with exactly these words. */
    public static Outcome run(String program, String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                false,
                Map.of());
        int status = Tool.run(
                program,
                words,
                console,
                program.equals("virt-what-cvm")
                        ? (args, streams) -> Main.runCvm(program, args, streams)
                        : (args, streams) -> Main.runVirtWhat(program, args, streams));
        return new Outcome(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
