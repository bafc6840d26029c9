package org.guestscope.guestfish;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.guestscope.guest.call.ByteText;

/** The program as a process of its own, with the appliance that all integration tests share. */
final class Fish {
    private static final long PATIENCE_SECONDS = 600;

    private final Path home;
    /** Added to the environment. */
    final Map<String, String> environment = new TreeMap<>();

    /** @param home the directory it runs in, and its HOME */
    Fish(Path home) {
        this.home = home;
    }

    /** How a run ended. Texts are byte strings. */
    record Result(int status, String out, String err) {}

    /** The whole command line. */
    static List<String> command(String... arguments) {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                // JDK 24 and newer announce what JNA does.
                "-XX:+IgnoreUnrecognizedVMOptions",
                "-cp",
                System.getProperty("java.class.path"),
                "org.guestscope.guestfish.Main"));
        words.addAll(List.of(arguments));
        return words;
    }

    ProcessBuilder process(String... arguments) {
        ProcessBuilder builder = new ProcessBuilder(command(arguments)).directory(home.toFile());
        builder.environment().put("HOME", home.toString());
        builder.environment().putAll(environment);
        return builder;
    }

    /** Runs it to its end with {@code input}, a byte string, as standard input. */
    Result run(String input, String... arguments) throws IOException, InterruptedException {
        Path in = Files.write(Files.createTempFile(home, "in", null), ByteText.bytes(input));
        Path out = Files.createTempFile(home, "out", null);
        Path err = Files.createTempFile(home, "err", null);
        Process process = process(arguments)
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("no end after " + PATIENCE_SECONDS + " s; it said: "
                    + Files.readString(err, StandardCharsets.ISO_8859_1));
        }
        Result result = new Result(
                process.exitValue(), ByteText.of(Files.readAllBytes(out)), ByteText.of(Files.readAllBytes(err)));
        Files.delete(in);
        Files.delete(out);
        Files.delete(err);
        return result;
    }
}
