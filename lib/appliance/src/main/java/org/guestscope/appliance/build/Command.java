package org.guestscope.appliance.build;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A program of the host run to its end: no shell, C locale, no input, its last lines kept for an error. */
final class Command {

    /** Enough of a failing program's output to see why it failed. */
    private static final int KEPT_LINES = 15;

    private final List<String> words;
    private @Nullable Path directory;
    private Map<String, String> environment = Map.of();

    Command(List<String> words) {
        this.words = List.copyOf(words);
    }

    Command in(Path value) {
        directory = value;
        return this;
    }

    Command with(Map<String, String> value) {
        environment = value;
        return this;
    }

    /** Runs it and hands over every line of its stdout and stderr. */
    void run(Consumer<String> lines) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C");
        builder.environment().putAll(environment);
        if (directory != null) {
            builder.directory(directory.toFile());
        }
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new BuildException(words.get(0) + ": cannot be run: " + e.getMessage(), "", "", e);
        }
        ArrayDeque<String> tail = new ArrayDeque<>();
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            process.getOutputStream().close();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                tail.addLast(line);
                if (tail.size() > KEPT_LINES) {
                    tail.removeFirst();
                }
                lines.accept(line);
            }
            int status = process.waitFor();
            if (status != 0) {
                throw new BuildException(
                        "%s: failed with status %d%s"
                                .formatted(words.get(0), status, tail.isEmpty() ? "" : ": " + tail.getLast()),
                        "",
                        String.join("\n", tail) + "\n",
                        null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BuildException(words.get(0) + ": interrupted", "", "", e);
        } finally {
            process.destroyForcibly();
        }
    }

    void run() throws IOException {
        run(line -> {});
    }
}
