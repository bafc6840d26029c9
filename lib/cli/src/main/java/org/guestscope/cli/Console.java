package org.guestscope.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Where a command writes, and what it may assume of it. Commands take one as an argument and never touch
 * {@code System.out}, so that tests run them in process.
 *
 * @param out standard output, buffered; {@link Tool} flushes it at the end
 * @param err standard error
 * @param terminal whether standard output is a terminal
 * @param errTerminal whether standard error is a terminal
 * @param environment the process's environment
 */
public record Console(
        PrintStream out, PrintStream err, boolean terminal, boolean errTerminal, Map<String, String> environment) {

    private static final int BUFFER_BYTES = 16 << 10;

    /** The process's own streams, in UTF-8. */
    public static Console ofProcess() {
        return new Console(
                new PrintStream(
                        new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER_BYTES),
                        false,
                        StandardCharsets.UTF_8),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
                isTerminal(1),
                isTerminal(2),
                System.getenv());
    }

    /** Whether colours may be used on standard output: a terminal, and NO_COLOR is not set. */
    public boolean colours() {
        String term = environment.getOrDefault("TERM", "");
        return terminal
                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !term.isEmpty()
                && !term.equals("dumb");
    }

    /**
     * Whether a descriptor of this process is a terminal. The JDK only tells about input and output taken together;
     * the link below /proc costs no native library.
     */
    public static boolean isTerminal(int descriptor) {
        try {
            String target = java.nio.file.Files.readSymbolicLink(java.nio.file.Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (java.io.IOException | RuntimeException e) {
            return false;
        }
    }
}
