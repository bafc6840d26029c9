package org.guestscope.appliance;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.guestscope.appliance.build.PrivateFiles;
import org.jspecify.annotations.Nullable;

/**
 * A private directory for the sockets of one machine, and names for its overlays, which may grow and have a place of their
 * own. Each is unlinked as soon as QEMU has it open, so that even a killed process leaves at most an empty directory; the
 * next machine removes those.
 */
final class RuntimeDirectory implements Closeable {

    private static final String PREFIX = "guestscope-";

    /** A machine's directory, or one of its overlays. */
    private static final Pattern NAME = Pattern.compile(PREFIX + "(\\d{1,10})-\\d+(?:-\\d+-[0-9a-z]+)?");

    /** A Unix socket's path must fit into sockaddr_un (unix(7)); beyond this the names in it would not. */
    private static final int MAX_BASE = 70;

    private static final AtomicInteger SERIAL = new AtomicInteger();
    private static final SecureRandom RANDOM = new SecureRandom();

    private static final Path FALLBACK = Path.of("/tmp");

    private final Path path;
    private final Path overlays;

    /** @param temporary where overlays go; null for TMPDIR or /tmp, which is also for one that cannot be written */
    RuntimeDirectory(@Nullable Path temporary) throws IOException {
        overlays = temporary != null && Files.isWritable(temporary) ? temporary : overlays();
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

    /** Where sockets go: the session's own directory, else TMPDIR, else /tmp. */
    static Path base() {
        for (String variable : new String[] {"XDG_RUNTIME_DIR", "TMPDIR"}) {
            Path named = named(variable);
            if (named != null && named.toString().length() < MAX_BASE) {
                return named;
            }
        }
        return FALLBACK;
    }

    /** Where overlays go by default: not to the session's directory, which is in memory and small. */
    static Path overlays() {
        Path named = named("TMPDIR");
        return named != null ? named : FALLBACK;
    }

    private static @Nullable Path named(String variable) {
        String value = System.getenv(variable);
        return value != null && !value.isEmpty() && Files.isWritable(Path.of(value))
                ? Path.of(value).toAbsolutePath()
                : null;
    }

    Path file(String name) {
        return path.resolve(name);
    }

    /** A path for a new overlay, of a name that nobody can guess and take before. */
    Path overlay(int disk) {
        String random = Long.toUnsignedString(RANDOM.nextLong(), Character.MAX_RADIX);
        return overlays.resolve("%s-%d-%s".formatted(path.getFileName(), disk, random));
    }

    /** Removes what processes that are gone left behind. */
    static void sweep() {
        sweep(base());
        if (!overlays().equals(base())) {
            sweep(overlays());
        }
    }

    /** Others may write to that directory too: what is theirs, and where links lead, is left alone. */
    static void sweep(Path where) {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(where, PREFIX + "*-*")) {
            Object own = owner(Path.of("/proc/self"));
            for (Path path : left) {
                Matcher name = NAME.matcher(String.valueOf(path.getFileName()));
                if (name.matches() && !Files.exists(Path.of("/proc", name.group(1)))) {
                    removeIfOwn(path, own);
                }
            }
        } catch (IOException e) {
            // Nothing that this start needs.
        }
    }

    private static void removeIfOwn(Path path, Object own) {
        try {
            if (owner(path).equals(own)) {
                PrivateFiles.delete(path);
            }
        } catch (IOException e) {
            // Removed by another process meanwhile: the others are still looked at.
        }
    }

    private static Object owner(Path path) throws IOException {
        return Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public void close() throws IOException {
        PrivateFiles.delete(path);
    }
}
