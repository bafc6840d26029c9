package org.guestscope.agent.child;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.guestscope.agent.libc.Errno;
import org.guestscope.agent.libc.ErrnoException;
import org.guestscope.agent.libc.Posix;

/** Tells the call under way to stop: its loops look here, its children are killed from here. */
public final class Cancellation {

    private static final int SIGTERM = 15;

    private final Set<Integer> children = new HashSet<>();
    private volatile boolean cancelled;

    /** Asks the call to stop. */
    public synchronized void cancel() {
        cancelled = true;
        for (int pid : children) {
            try {
                Posix.kill(pid, SIGTERM);
            } catch (ErrnoException e) {
                // It has ended by itself.
            }
        }
    }

    /** Forgets the last call's cancellation. */
    public synchronized void reset() {
        cancelled = false;
    }

    /** Whether the call has been asked to stop. */
    public boolean isCancelled() {
        return cancelled;
    }

    /** Ends a loop of a call that has been asked to stop. */
    public void check() throws IOException {
        if (cancelled) {
            throw new ErrnoException("", Errno.EINTR);
        }
    }

    synchronized void started(int pid) {
        children.add(pid);
        if (cancelled) {
            cancel();
        }
    }

    /** To be called before the child is waited for, while its number cannot belong to another process yet. */
    synchronized void ending(int pid) {
        children.remove(pid);
    }
}
