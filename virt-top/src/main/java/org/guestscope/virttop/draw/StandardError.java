package org.guestscope.virttop.draw;

import org.guestscope.virttop.jna.Libc;

/**
 * Descriptor 2 while the screen is up: libraries, ssh and others write to it past Java, and would write across the
 * screen. It goes to a file, or nowhere, and comes back with {@link #close}.
 */
final class StandardError implements AutoCloseable {

    private static final int DESCRIPTOR = 2;
    private static final int MODE = 0600;

    private int kept = -1;

    private StandardError() {}

    /** Sends it to {@code file}, which is created anew. */
    static StandardError to(String file) {
        StandardError error = new StandardError();
        int opened = Libc.open(file, Libc.O_WRONLY | Libc.O_CREAT | Libc.O_TRUNC | Libc.O_CLOEXEC, MODE);
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
