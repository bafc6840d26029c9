package org.guestscope.guestfish;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.InputStream;
import org.guestscope.cli.Console;
import org.guestscope.guestfish.shell.Output;

/**
 * The standard streams.
 *
 * @param inTerminal whether {@code in} is a terminal
 * @param outTerminal whether standard output is one
 */
record Streams(InputStream in, boolean inTerminal, Output output, boolean outTerminal) {
    static Streams ofProcess() {
        boolean outTerminal = Console.isTerminal(1);
        return new Streams(
                new FileInputStream(FileDescriptor.in),
                Console.isTerminal(0),
                Output.ofProcess(outTerminal, Console.isTerminal(2)),
                outTerminal);
    }
}
