package org.guestscope.guestfish.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Runs a host process whose standard output goes wherever the shell's goes now. */
public final class HostRun {
    private final Output output;

    public HostRun(Output output) {
        this.output = output;
    }

    /** Runs a process to its end and returns its exit status. */
    public int run(ProcessBuilder builder) throws IOException, CommandException {
        output.out().flush();
        Running running = start(builder);
        return running.await();
    }

    /** Starts a process whose output is relayed when the shell's is not the process's own. */
    Running start(ProcessBuilder builder) throws IOException {
        if (!output.redirected()) {
            return new Running(builder.start(), null);
        }
        Process process = builder.redirectOutput(ProcessBuilder.Redirect.PIPE).start();
        OutputStream to = output.out();
        Thread relay = new Thread(() -> relay(process, to), "relay");
        relay.setDaemon(true);
        relay.start();
        return new Running(process, relay);
    }

    private static void relay(Process process, OutputStream to) {
        try (InputStream from = process.getInputStream()) {
            from.transferTo(to);
            to.flush();
        } catch (IOException e) {
            // Whoever reads our output has gone; the process notices when its pipe closes.
            return;
        }
    }

    /** A started process and the thread that relays its output. */
    record Running(Process process, @Nullable Thread relay) {
        int await() throws CommandException {
            int status = HostRun.await(process);
            if (relay != null) {
                try {
                    relay.join();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return status;
        }
    }

    /** Waits for a process. */
    static int await(Process process) throws CommandException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroy();
            throw new CommandException("guestfish: interrupted");
        }
    }
}
