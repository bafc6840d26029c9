package org.guestscope.virtdf;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.guestscope.cli.Console;
import org.guestscope.cli.Tool;

/**
 * What one run of virt-df, in process, came to.
 *
 * @param status its exit status
 * @param out its standard output
 * @param err its standard error
 * @param took how long it took
 */
record CommandRun(int status, String out, String err, Duration took) {

    /** Runs virt-df with its streams in pipes. */
    static CommandRun of(String... args) {
        return run(false, Map.of(), args);
    }

    /** Runs virt-df with its streams on a terminal. */
    static CommandRun onTerminal(Map<String, String> environment, String... args) {
        return run(true, environment, args);
    }

    private static CommandRun run(boolean terminal, Map<String, String> environment, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                terminal,
                terminal,
                environment);
        long began = System.nanoTime();
        int status = Tool.run("virt-df", args, console, VirtDf::run);
        return new CommandRun(
                status,
                out.toString(StandardCharsets.UTF_8),
                err.toString(StandardCharsets.UTF_8),
                Duration.ofNanos(System.nanoTime() - began));
    }
}
