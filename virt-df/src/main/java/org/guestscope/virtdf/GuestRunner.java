package org.guestscope.virtdf;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.guestscope.cli.ProgressLine;

/**
 * Looks into guests, several at a time, and hands the results over in the order of the list. Only a few results wait
 * for their turn, so memory does not grow with the number of guests.
 */
final class GuestRunner {

    /** More readers than this only compete for the disks below them. */
    private static final int MAX_WORKERS = 12;

    private static final int WAITING_PER_WORKER = 4;

    /** What is done with a guest's result. */
    @FunctionalInterface
    interface Sink {
        void accept(GuestReport report) throws IOException;
    }

    private final Settings settings;
    private final ProgressLine progress;
    private final GuestReader reader;

    GuestRunner(Settings settings, ProgressLine progress, GuestReader reader) {
        this.settings = settings;
        this.progress = progress;
        this.reader = reader;
    }

    void run(List<Guest> guests, Sink sink) throws IOException {
        int workers = settings.jobs() > 0
                ? settings.jobs()
                : Math.min(MAX_WORKERS, Runtime.getRuntime().availableProcessors());
        workers = Math.min(workers, guests.size());
        if (workers <= 1) {
            int done = 0;
            for (Guest guest : guests) {
                progress.update(done++, guests.size(), guest.name());
                sink.accept(reader.read(guest));
            }
            return;
        }
        ExecutorService pool = Executors.newFixedThreadPool(workers, task -> {
            Thread thread = new Thread(task, "guest-reader");
            thread.setDaemon(true);
            return thread;
        });
        try {
            inOrder(guests.iterator(), guests.size(), pool, workers * WAITING_PER_WORKER, sink);
        } finally {
            pool.shutdownNow();
        }
    }

    private void inOrder(Iterator<Guest> guests, int total, ExecutorService pool, int window, Sink sink)
            throws IOException {
        Deque<Future<GuestReport>> waiting = new ArrayDeque<>();
        int done = 0;
        while (guests.hasNext() || !waiting.isEmpty()) {
            while (guests.hasNext() && waiting.size() < window) {
                Guest guest = guests.next();
                waiting.add(pool.submit(() -> reader.read(guest)));
            }
            GuestReport report = result(waiting.remove());
            sink.accept(report);
            progress.update(++done, total, report.guest());
        }
    }

    private static GuestReport result(Future<GuestReport> future) throws IOException {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
    }
}
