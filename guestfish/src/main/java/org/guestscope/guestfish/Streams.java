package org.guestscope.guestfish;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.guestscope.guestfish.shell.Output;

/**
 * The standard streams.
 *
 * @param inTerminal whether {@code in} is a terminal
 * @param outTerminal whether standard output is one
 */
record Streams(InputStream in, boolean inTerminal, Output output, boolean outTerminal) {
    static Streams ofProcess() {
        boolean outTerminal = isTerminal(1);
        return new Streams(
                new FileInputStream(FileDescriptor.in),
                isTerminal(0),
                Output.ofProcess(outTerminal, isTerminal(2)),
                outTerminal);
    }

    /** The JDK tells about standard input and output together only; the link below /proc needs no native code. */
    private static boolean isTerminal(int descriptor) {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException e) {
            // The descriptor is closed.
            return false;
        }
    }
}
