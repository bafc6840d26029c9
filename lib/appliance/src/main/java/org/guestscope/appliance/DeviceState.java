package org.guestscope.appliance;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

/**
 * Moves a machine's device state between QEMU and a file. It goes through a socket, because QEMU before 8.2 can neither
 * write to a file by itself nor run a program that does inside its sandbox.
 */
final class DeviceState {

    /** The memory stays where it is, in its file; without this it would be part of the stream. */
    private static final Map<String, ?> WITHOUT_MEMORY =
            Map.of("capabilities", List.of(Map.of("capability", "x-ignore-shared", "state", true)));

    /** A thousand times what it takes; more means that something else is written. */
    private static final long MAX_BYTES = 512 << 20;

    private DeviceState() {}

    /**
     * Writes a machine's state and ends it. It is not stopped before: QEMU stops it for the last part of the stream, and
     * notes that it ran, so that it runs on where it is loaded.
     */
    static void save(Machine machine, Path file) throws IOException {
        QmpClient qmp = machine.qmp();
        qmp.run("migrate-set-capabilities", WITHOUT_MEMORY);
        Path path = machine.directory().file("state");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(path));
            qmp.run("migrate", Map.of("uri", "unix:" + path));
            try (SocketChannel from = server.accept();
                    FileChannel to = FileChannel.open(file, StandardOpenOption.WRITE)) {
                long at = 0;
                for (long count = 1; count > 0 && at < MAX_BYTES; at += count) {
                    count = to.transferFrom(from, at, 1 << 20);
                }
            }
        } finally {
            Files.deleteIfExists(path);
        }
        Object status = qmp.run("query-migrate", Map.of()) instanceof Map<?, ?> answer ? answer.get("status") : null;
        if (!"completed".equals(status)) {
            throw new IOException("saving the machine's state: " + status);
        }
        try {
            qmp.run("quit", Map.of());
        } catch (EOFException e) {
            // It is gone before it has answered.
        }
    }

    /** Loads a state into a machine that waits for one; the machine runs on as soon as it has arrived. */
    static void load(QmpClient qmp, RuntimeDirectory directory, Path file) throws IOException {
        Path path = directory.file("state");
        qmp.run("migrate-set-capabilities", WITHOUT_MEMORY);
        qmp.run("migrate-incoming", Map.of("uri", "unix:" + path));
        try (SocketChannel to = SocketChannel.open(UnixDomainSocketAddress.of(path));
                FileChannel from = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = from.size();
            for (long at = 0; at < size; ) {
                at += from.transferTo(at, size - at, to);
            }
        } finally {
            Files.deleteIfExists(path);
        }
    }
}
