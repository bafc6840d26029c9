package org.guestscope.agent;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.guestscope.agent.action.ActionContext;
import org.guestscope.agent.child.Cancellation;
import org.guestscope.agent.device.Devices;
import org.guestscope.agent.sysroot.Sysroot;
import org.guestscope.guest.GuestConnection;

/** The agent on a thread of the test, below a plain directory, and a connection to it. */
final class LocalAgent implements AutoCloseable {

    private final GuestConnection connection;
    private final Thread thread;

    private LocalAgent(Path sysroot, boolean bound) throws IOException {
        // Not java.io's piped streams: those take a thread that ends for an end of the stream.
        Pipe toAgent = Pipe.open();
        Pipe toHost = Pipe.open();
        InputStream atAgent = Channels.newInputStream(toAgent.source());
        OutputStream fromHost = Channels.newOutputStream(toAgent.sink());
        InputStream atHost = Channels.newInputStream(toHost.source());
        OutputStream fromAgent = Channels.newOutputStream(toHost.sink());
        ProgressReporter progress = new ProgressReporter();
        ActionContext context = new ActionContext(
                new Sysroot(sysroot.toString()),
                new Devices(Devices.GUEST_DISKS, sysroot.toString()),
                new Cancellation(),
                progress,
                new AtomicReference<>(""),
                bound);
        Session session =
                new Session(new BufferedInputStream(atAgent), fromAgent, new Dispatcher(context, progress, null));
        thread = new Thread(() -> {
            try {
                session.serve();
            } catch (IOException e) {
                // The host's end of the pipe is closed at the end of every test.
            }
        });
        thread.setDaemon(true);
        thread.start();
        connection = GuestConnection.open(new BufferedInputStream(atHost), fromHost, fromHost);
    }

    /** With a directory that passes for the guest's mounted root. */
    static LocalAgent at(Path sysroot) throws IOException {
        return new LocalAgent(sysroot, true);
    }

    /** With nothing mounted. */
    static LocalAgent unmounted(Path sysroot) throws IOException {
        return new LocalAgent(sysroot, false);
    }

    GuestConnection connection() {
        return connection;
    }

    <T> T actions(Class<T> family) {
        return connection.actions(family);
    }

    @Override
    public void close() throws IOException {
        connection.close();
        thread.interrupt();
    }
}
