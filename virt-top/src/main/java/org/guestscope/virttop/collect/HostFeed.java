package org.guestscope.virttop.collect;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.guestscope.live.Domain;
import org.guestscope.live.DomainFacts;
import org.guestscope.live.HostMonitor;
import org.guestscope.live.LiveException;
import org.guestscope.live.Wanted;
import org.guestscope.virttop.model.HostModel;
import org.guestscope.virttop.model.HostReading;
import org.jspecify.annotations.Nullable;

/** One host on a thread of its own: monitor, model, and the last reading. */
final class HostFeed {

    private final HostMonitor monitor;
    private final HostModel model;
    private final ExecutorService thread;
    private volatile HostReading latest;
    private volatile String name;
    private @Nullable Future<@Nullable LiveException> connecting;
    private @Nullable Future<HostReading> asked;

    HostFeed(String uri, Duration patience, Runnable lost) {
        String label = uri.isEmpty() ? "libvirt" : uri;
        this.name = label;
        this.monitor = new HostMonitor(uri, patience, lost);
        this.model = new HostModel(label);
        this.latest = HostReading.unreached(label, "connecting");
        this.thread = Executors.newSingleThreadExecutor(task -> {
            Thread daemon = new Thread(task, "sampler of " + label);
            daemon.setDaemon(true);
            return daemon;
        });
    }

    void connect() {
        connecting = thread.submit(() -> {
            try {
                name = monitor.connect();
                return null;
            } catch (LiveException e) {
                return e;
            }
        });
    }

    @Nullable LiveException awaitConnected() {
        Future<@Nullable LiveException> task = connecting;
        try {
            return task == null ? null : task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        } catch (ExecutionException e) {
            throw new IllegalStateException("connecting failed", e.getCause());
        }
    }

    /** What the host calls itself; its URI while that is not known. */
    String name() {
        return name;
    }

    /** Asks for a sample unless the last question is still open. */
    void ask(Set<Wanted> wanted) {
        if (asked == null) {
            asked = thread.submit(() -> model.accept(monitor.sample(wanted)));
        }
    }

    /** The answer, if it comes before {@code deadline}; else the last reading with the reason why it is old. */
    HostReading await(long deadline) {
        Future<HostReading> task = asked;
        if (task == null) {
            return latest;
        }
        try {
            latest = task.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            asked = null;
        } catch (TimeoutException e) {
            latest = latest.troubled("no answer yet");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            asked = null;
            if (!(e.getCause() instanceof LiveException failure)) {
                throw new IllegalStateException("sampling failed", e.getCause());
            }
            latest = latest.troubled("reconnecting: " + failure.getMessage());
        }
        return latest;
    }

    /** Whether this host said the latest of {@code label}. */
    boolean goesBy(String label) {
        return latest.label().equals(label);
    }

    DomainFacts facts(Domain domain) throws LiveException {
        return monitor.facts(domain);
    }

    void goByUri() {
        model.goByUri();
    }

    void close() {
        thread.shutdownNow();
        monitor.close();
    }
}
