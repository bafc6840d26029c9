package org.guestscope.appliance;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.guestscope.appliance.ApplianceOptions.Acceleration;
import org.guestscope.guest.GuestConnection;
import org.guestscope.guest.wire.Limits;
import org.jspecify.annotations.Nullable;

/** A QEMU process with its two connections: QMP to QEMU itself, and the agent's port in the guest. */
final class Machine implements Closeable {

    /** Restoring takes tenths of a second; a busy host may need a hundred times as long, a broken state forever. */
    private static final long RESTORE_MILLIS = 30_000;

    /** Booting takes seconds under TCG on a quiet host. */
    private static final long BOOT_MILLIS = 180_000;

    /** A kernel under KVM writes its first line within a second; one that never executes, never. */
    private static final long KVM_SIGN_OF_LIFE_MILLIS = 6_000;

    private final QemuProcess process;
    private final RuntimeDirectory directory;
    private final QmpClient qmp;
    private final GuestConnection connection;

    private Machine(QemuProcess process, RuntimeDirectory directory, QmpClient qmp, GuestConnection connection) {
        this.process = process;
        this.directory = directory;
        this.qmp = qmp;
        this.connection = connection;
    }

    /**
     * Boots a machine from its kernel and waits for the agent.
     *
     * @param memory the file that is to hold the guest's memory for a snapshot, or null when none is to be taken
     * @throws SilentMachineException when nothing was executed under KVM
     */
    static Machine boot(MachineSpec spec, @Nullable Path memory) throws IOException {
        try (Start start = new Start(spec, BOOT_MILLIS)) {
            start.run(memory, true, false);
            if (spec.accel() == Acceleration.KVM) {
                start.awaitSignOfLife();
            }
            return start.machine(null);
        }
    }

    /** Restores a machine from a snapshot; the agent has new randomness and the time when this returns. */
    static Machine restore(MachineSpec spec, Path memory, Path state) throws IOException {
        try (Start start = new Start(spec, RESTORE_MILLIS)) {
            start.run(memory, false, true);
            return start.machine(state);
        }
    }

    /** Gives the agent new randomness and the time. */
    static void resume(GuestConnection connection) throws IOException {
        connection.resume(seed(), Instant.now());
    }

    /** The host's randomness, read as bytes: a SecureRandom object would take longer to make than the restore. */
    private static byte[] seed() throws IOException {
        try (InputStream random = Files.newInputStream(Path.of("/dev/urandom"))) {
            return random.readNBytes(Limits.SEED_BYTES);
        }
    }

    QmpClient qmp() {
        return qmp;
    }

    GuestConnection connection() {
        return connection;
    }

    QemuProcess process() {
        return process;
    }

    RuntimeDirectory directory() {
        return directory;
    }

    @Override
    public void close() throws IOException {
        process.close();
        connection.close();
        qmp.close();
        directory.close();
    }

    /** The steps of one start; closing it undoes them unless a machine came out. */
    private static final class Start implements Closeable {

        private final MachineSpec spec;
        private final RuntimeDirectory directory;
        private final ServerSocketChannel qmpServer;
        private final ServerSocketChannel agentServer;
        private final long limitMillis;
        private @Nullable QemuProcess process;
        private @Nullable KillTimer timer;
        private boolean complete;

        Start(MachineSpec spec, long limitMillis) throws IOException {
            this.spec = spec;
            this.limitMillis = limitMillis;
            directory = new RuntimeDirectory(spec.options().temporary());
            qmpServer = listen("qmp");
            agentServer = listen("agent");
        }

        private ServerSocketChannel listen(String name) throws IOException {
            ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(UnixDomainSocketAddress.of(directory.file(name)));
            return server;
        }

        void run(@Nullable Path memory, boolean share, boolean incoming) throws IOException {
            List<String> command =
                    spec.command(directory.file("qmp"), directory.file("agent"), memory, share, incoming);
            QemuProcess started;
            try {
                started = QemuProcess.start(command);
            } catch (IOException e) {
                throw new ApplianceLaunchException(
                        "appliance: cannot start: " + e.getMessage(),
                        "The programs setsid and setpriv (package util-linux) and QEMU must be in the PATH.",
                        "",
                        e);
            }
            process = started;
            timer = new KillTimer(started, limitMillis);
            // QEMU connects to both sockets, or ends: then nobody must wait for it any more.
            started.whenEnded(() -> {
                closeQuietly(qmpServer);
                closeQuietly(agentServer);
            });
        }

        void awaitSignOfLife() throws IOException {
            QemuProcess running = started();
            try {
                if (!running.console().awaitFirstByte(KVM_SIGN_OF_LIFE_MILLIS) && running.alive()) {
                    throw new SilentMachineException();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while starting QEMU", e);
            }
        }

        Machine machine(@Nullable Path state) throws IOException {
            QemuProcess running = started();
            try {
                QmpClient qmp = new QmpClient(qmpServer.accept());
                SocketChannel agent = agentServer.accept();
                Files.deleteIfExists(directory.file("qmp"));
                Files.deleteIfExists(directory.file("agent"));
                if (state != null) {
                    DeviceState.load(qmp, directory, state);
                }
                GuestConnection connection =
                        GuestConnection.open(SocketStreams.in(agent), SocketStreams.out(agent), agent);
                if (state != null) {
                    resume(connection);
                }
                connection.useMedium(new TransferDrive(qmp));
                complete = true;
                return new Machine(running, directory, qmp, connection);
            } catch (IOException e) {
                throw failure(running, e);
            }
        }

        private QemuProcess started() {
            if (process == null) {
                throw new IllegalStateException("not started");
            }
            return process;
        }

        private ApplianceException failure(QemuProcess running, IOException cause) {
            boolean late = timer != null && timer.fired();
            running.close();
            String console = running.console().text();
            // The kernel's own lines begin with their time; its last ones only tell that it powers down.
            String last = console.lines()
                    .filter(line -> !line.startsWith("["))
                    .reduce((a, b) -> b)
                    .orElse(String.valueOf(cause.getMessage()));
            return new ApplianceLaunchException(
                    "appliance: cannot start: " + (late ? "no answer within %d s".formatted(limitMillis / 1000) : last),
                    "Run it with -v to see every step; 'host-validate qemu' checks what QEMU needs of this host.",
                    console,
                    cause);
        }

        @Override
        public void close() throws IOException {
            if (timer != null) {
                timer.cancel();
            }
            qmpServer.close();
            agentServer.close();
            if (!complete) {
                if (process != null) {
                    process.close();
                }
                directory.close();
            }
        }

        private static void closeQuietly(Closeable resource) {
            try {
                resource.close();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Under KVM, nothing was executed in time. */
    static final class SilentMachineException extends IOException {
        private static final long serialVersionUID = 1L;

        SilentMachineException() {
            super("KVM makes the machine but executes nothing in it");
        }
    }
}
