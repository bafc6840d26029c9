package org.guestscope.virttop.draw;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.guestscope.cli.CommandFailure;
import org.guestscope.cli.Tool;
import org.guestscope.virttop.jna.Libc;

/**
 * Descriptor 2 while the screen is up: libraries, ssh and others write to it past Java, and would write across the
 * screen. It goes to a file, or nowhere, and comes back with {@link #close}.
 */
final class StandardError implements AutoCloseable {

    private static final int DESCRIPTOR = 2;

    private int kept = -1;

    private StandardError() {}

    /** Sends it to {@code file}, which is created anew. */
    static StandardError to(String file) throws CommandFailure {
        try {
            // Java says why it cannot be written, but does not give the descriptor away.
            Files.newOutputStream(Path.of(file)).close();
        } catch (IOException | InvalidPathException e) {
            throw new CommandFailure("could not write debug file: " + Tool.describe(e), e);
        }
        StandardError error = new StandardError();
        int opened = Libc.open(file, Libc.O_WRONLY | Libc.O_CLOEXEC, 0);
        if (opened >= 0) {
            error.kept = Libc.dup(DESCRIPTOR);
            Libc.dup2(opened, DESCRIPTOR);
            Libc.close(opened);
        }
        return error;
    }

    /** Puts it back; further calls do nothing. */
    @Override
    public synchronized void close() {
        if (kept >= 0) {
            Libc.dup2(kept, DESCRIPTOR);
            Libc.close(kept);
            kept = -1;
        }
    }
}
