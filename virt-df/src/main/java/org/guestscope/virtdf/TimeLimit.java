package org.guestscope.virtdf;

import java.io.IOException;
import java.time.Duration;
import org.guestscope.appliance.session.Session;
import org.guestscope.guest.wire.Value;

/**
 * Ends a session that keeps its appliance busy for too long: first the call under way is cancelled; when that changes
 * nothing, as in a kernel that a hostile filesystem has hung, the machine is killed. Closing it lets the session be.
 */
final class TimeLimit implements AutoCloseable {

    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Session session;
    private final Duration limit;
    private final long pid;
    private final Thread watch;
    private volatile boolean expired;

    /**
     * Starts to watch.
     *
     * @param session a launched one
     */
    TimeLimit(Session session, Duration limit) throws IOException {
        this.session = session;
        this.limit = limit;
        this.pid = ((Value.Int) session.call("get-pid")).value();
        watch = new Thread(this::watch, "appliance limit");
        watch.setDaemon(true);
        watch.start();
    }

    private void watch() {
        try {
            Thread.sleep(limit.toMillis());
            expired = true;
            session.cancel();
            Thread.sleep(GRACE.toMillis());
        } catch (InterruptedException e) {
            return; // closed: the session came to its end
        } catch (IOException e) {
            // The connection is gone, and what is at its other end shall be too.
        }
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }

    /** Whether the session was ended. */
    boolean expired() {
        return expired;
    }

    @Override
    public void close() {
        watch.interrupt();
    }
}
