package org.guestscope.appliance;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A private directory for the sockets and overlays of one machine. Each is unlinked as soon as QEMU has it open, so that
 * even a killed process leaves at most an empty directory; the next machine removes those.
 */
final class RuntimeDirectory implements Closeable {

    private static final String PREFIX = "guestscope-";

    /** A Unix socket's path must fit into sockaddr_un (unix(7)); beyond this the names in it would not. */
    private static final int MAX_BASE = 70;

    private static final AtomicInteger SERIAL = new AtomicInteger();

    private final Path path;

    RuntimeDirectory() throws IOException {
        Path base = base();
        long pid = ProcessHandle.current().pid();
        path = base.resolve(PREFIX + pid + "-" + SERIAL.incrementAndGet());
        try {
            Files.deleteIfExists(path);
            Files.createDirectory(
                    path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new ApplianceLaunchException(
                    "appliance: cannot start: %s: %s".formatted(path, e.getMessage()),
                    "Name a writable directory in TMPDIR.",
                    "",
                    e);
        }
    }

    /** Where temporary files go: the session's own directory, else TMPDIR, else /tmp. */
    static Path base() {
        for (String variable : new String[] {"XDG_RUNTIME_DIR", "TMPDIR"}) {
            String value = System.getenv(variable);
            if (value != null && value.length() < MAX_BASE && Files.isWritable(Path.of(value))) {
                return Path.of(value).toAbsolutePath();
            }
        }
        return Path.of("/tmp");
    }

    Path file(String name) {
        return path.resolve(name);
    }

    /** Removes what processes that are gone left behind. */
    static void sweep() {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(base(), PREFIX + "*-*")) {
            for (Path directory : left) {
                String pid = String.valueOf(directory.getFileName()).replaceAll(PREFIX + "(\\d+)-\\d+", "$1");
                if (pid.matches("\\d{1,10}") && !Files.exists(Path.of("/proc", pid))) {
                    removeQuietly(directory);
                }
            }
        } catch (IOException e) {
            // Nothing that this start needs.
        }
    }

    private static void removeQuietly(Path directory) {
        try {
            remove(directory);
        } catch (IOException e) {
            // Another user's, or removed by another process meanwhile: the others are still looked at.
        }
    }

    @Override
    public void close() throws IOException {
        remove(path);
    }

    private static void remove(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
                for (Path file : files) {
                    Files.deleteIfExists(file);
                }
            }
            Files.deleteIfExists(directory);
        }
    }
}
