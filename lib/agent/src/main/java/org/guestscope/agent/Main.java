package org.guestscope.agent;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.guestscope.agent.action.ActionContext;
import org.guestscope.agent.action.VolumeAssembly;
import org.guestscope.agent.child.Cancellation;
import org.guestscope.agent.device.Devices;
import org.guestscope.agent.libc.Fd;
import org.guestscope.agent.libc.Posix;
import org.guestscope.agent.sysroot.Sysroot;

/**
 * Starts the agent.
 *
 * <p>In an appliance it takes no arguments: it serves the port {@value #PORT} and mounts below {@value #SYSROOT}.
 * Outside one, {@code --socket PATH} makes it listen on a Unix socket and serve one host; {@code --sysroot DIR} moves
 * the sysroot; {@code --bound} lets a plain directory pass for a mounted root; {@code --disks REGEX} names the disks that
 * count as the guest's, such as {@code loop[0-9]+}.
 */
public final class Main {

    private static final String PORT = "/dev/virtio-ports/org.guestscope.agent";
    private static final String SYSROOT = "/sysroot";
    private static final int BUFFER_BYTES = 64 << 10;

    private Main() {}

    /** Runs the agent until its connection ends. */
    public static void main(String[] args) throws IOException, InterruptedException {
        String socket = null;
        String sysroot = SYSROOT;
        Pattern disks = Devices.GUEST_DISKS;
        boolean bound = false;
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--socket" -> socket = args[++i];
                case "--sysroot" -> sysroot = args[++i];
                case "--disks" -> disks = Pattern.compile(args[++i]);
                case "--bound" -> bound = true;
                default -> throw new IllegalArgumentException(args[i] + ": unknown argument");
            }
        }
        Posix.umask(0022);
        ProgressReporter progress = new ProgressReporter();
        ActionContext context = new ActionContext(
                new Sysroot(sysroot),
                new Devices(disks, sysroot),
                new Cancellation(),
                progress,
                new AtomicReference<>(""),
                bound);
        Dispatcher dispatcher = new Dispatcher(context, progress, socket == null ? new VolumeAssembly(context) : null);
        if (socket == null) {
            servePort(dispatcher);
        } else {
            serveSocket(Path.of(socket), dispatcher);
        }
    }

    private static void servePort(Dispatcher dispatcher) throws IOException {
        try (Fd port = Posix.open(PORT, Posix.O_RDWR)) {
            InputStream in = new BufferedInputStream(new PortInput(port), BUFFER_BYTES);
            new Session(in, port.output(), dispatcher).serve();
        }
    }

    private static void serveSocket(Path socket, Dispatcher dispatcher) throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            // It gets its name once it listens, so that who waits for the name is not refused.
            Path unnamed = socket.resolveSibling(socket.getFileName() + ".new");
            server.bind(UnixDomainSocketAddress.of(unnamed));
            Files.move(unnamed, socket, StandardCopyOption.ATOMIC_MOVE);
            try (SocketChannel host = server.accept()) {
                InputStream in = new BufferedInputStream(Channels.newInputStream(new TwoWay(host)), BUFFER_BYTES);
                OutputStream out = Channels.newOutputStream(new TwoWay(host));
                new Session(in, out, dispatcher).serve();
            }
        }
    }

    /** Hides that the channel is selectable: {@link Channels} would hold one lock for reading and for writing. */
    private record TwoWay(ByteChannel channel) implements ByteChannel {

        @Override
        public int read(ByteBuffer target) throws IOException {
            return channel.read(target);
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            return channel.write(source);
        }

        @Override
        public boolean isOpen() {
            return channel.isOpen();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
