package org.guestscope.appliance;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One QEMU, tied to this Java process.
 *
 * <p>The kernel kills it when its parent goes (PR_SET_PDEATHSIG, set by setpriv(1) just before it becomes QEMU), which
 * works however the parent goes. For the kernel the parent is the thread that started the child, so that thread stays
 * until the child has ended. What a terminal sends to the programs in it, as at ^C, does not reach it (setsid(1)).
 */
final class QemuProcess implements Closeable {

    private final Process process;
    private final ConsoleTail console;
    private final CompletableFuture<Integer> ended;

    private QemuProcess(Process process, ConsoleTail console, CompletableFuture<Integer> ended) {
        this.process = process;
        this.console = console;
        this.ended = ended;
    }

    /**
     * Starts it.
     *
     * @param command the program and its arguments
     */
    static QemuProcess start(List<String> command) throws IOException {
        CompletableFuture<Process> started = new CompletableFuture<>();
        CompletableFuture<Integer> ended = new CompletableFuture<>();
        Thread parent = new Thread(() -> runChild(command, started, ended), "qemu-parent");
        parent.setDaemon(true);
        parent.start();
        try {
            Process process = started.get();
            ConsoleTail console = new ConsoleTail(process.getErrorStream());
            Thread reader = new Thread(console, "qemu-console");
            reader.setDaemon(true);
            reader.start();
            return new QemuProcess(process, console, ended);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while starting QEMU", e);
        }
    }

    private static void runChild(
            List<String> command, CompletableFuture<Process> started, CompletableFuture<Integer> ended) {
        File nothing = new File("/dev/null");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectInput(nothing)
                    .redirectOutput(nothing)
                    .start();
            started.complete(process);
            while (true) {
                try {
                    ended.complete(process.waitFor());
                    return;
                } catch (InterruptedException e) {
                    // Nobody may end this thread before the child has ended: it would take the child with it.
                    Thread.interrupted();
                }
            }
        } catch (IOException e) {
            started.completeExceptionally(e);
            ended.completeExceptionally(e);
        }
    }

    long pid() {
        return process.pid();
    }

    boolean alive() {
        return process.isAlive();
    }

    ConsoleTail console() {
        return console;
    }

    /** Runs {@code action} when the process has ended, on another thread. */
    void whenEnded(Runnable action) {
        CompletableFuture<Integer> unused = ended.whenComplete((status, failure) -> action.run());
    }

    /** Waits for its end and returns the exit status; null when it did not end in time. */
    @Nullable Integer await(long millis) {
        try {
            return process.waitFor(millis, TimeUnit.MILLISECONDS) ? process.exitValue() : null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    void kill() {
        process.destroyForcibly();
    }

    /** Kills it and waits until it is gone, so that its files may be removed. */
    @Override
    public void close() {
        kill();
        boolean interrupted = Thread.interrupted();
        await(TimeUnit.SECONDS.toMillis(10));
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
