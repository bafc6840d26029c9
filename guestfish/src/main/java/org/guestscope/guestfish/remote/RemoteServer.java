package org.guestscope.guestfish.remote;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.guestscope.appliance.host.HostPath;
import org.guestscope.guestfish.shell.Output;
import org.guestscope.guestfish.shell.Shell;

/** Serves the commands of clients, one after the other, until one says {@code quit} or fails for good. */
public final class RemoteServer implements AutoCloseable {
    /** A frame's length has 16 bits. */
    private static final int CHUNK = 0xFFFF;

    private final Shell shell;
    private final boolean verbose;
    private final UnixDomainSocketAddress address;
    private final ServerSocketChannel server;

    /** Listens already when this returns. */
    public RemoteServer(Shell shell, boolean verbose) throws IOException {
        this.shell = shell;
        this.verbose = verbose;
        this.address = RemoteSocket.create(ProcessHandle.current().pid());
        this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(address);
        // Also when a signal ends the process: a socket that nobody serves only puzzles people.
        Runtime.getRuntime().addShutdownHook(new Thread(this::removeSocket));
    }

    /**
     * Serves until the end.
     *
     * @param closing ends the session before a client that said {@code quit} hears that it worked
     * @return whether the end was asked for
     */
    public boolean serve(Closing closing) throws IOException {
        while (true) {
            try (SocketChannel channel = server.accept()) {
                DataInputStream in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel)));
                DataOutputStream out =
                        new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel)));
                RemoteCall call;
                try {
                    call = RemoteCall.read(in);
                } catch (RemoteCall.OtherVersionException e) {
                    out.writeByte(RemoteCall.OTHER_VERSION);
                    out.flush();
                    continue;
                }
                boolean good = serve(call, out, closing);
                out.writeByte(good ? RemoteCall.SUCCESS : RemoteCall.FAILURE);
                out.flush();
                if (shell.quitting() || (!good && !call.mayFail())) {
                    return good;
                }
            } catch (IOException e) {
                // A client that went away takes its command's output with it; the server stays for the next one.
                shell.output().error("guestfish: remote: " + e.getMessage());
            }
        }
    }

    private boolean serve(RemoteCall call, DataOutputStream out, Closing closing) throws IOException {
        if (verbose) {
            List<String> words = new ArrayList<>(List.of(call.word()));
            words.addAll(call.parameters());
            shell.output().error("guestfish(" + ProcessHandle.current().pid() + "): " + String.join(" ", words));
        }
        Output.Redirection redirection = shell.output().redirect(new Frames(out), true);
        try {
            boolean good = shell.run(call.word(), call.parameters(), call.mayFail());
            return shell.quitting() ? closing.close() && good : good;
        } finally {
            shell.output().out().flush();
            redirection.undo();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        removeSocket();
    }

    private void removeSocket() {
        try {
            Files.deleteIfExists(address.getPath());
        } catch (IOException e) {
            shell.output().error("guestfish: " + address + ": " + HostPath.reason(e));
        }
    }

    /** Ends the session. */
    @FunctionalInterface
    public interface Closing {
        /** Whether it worked. */
        boolean close();
    }

    /** Output as frames. */
    private static final class Frames extends OutputStream {
        private final DataOutputStream out;

        Frames(DataOutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            for (int done = 0; done < length; done += CHUNK) {
                int size = Math.min(CHUNK, length - done);
                out.writeByte(RemoteCall.OUTPUT);
                out.writeShort(size);
                out.write(bytes, offset + done, size);
            }
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }
    }
}
