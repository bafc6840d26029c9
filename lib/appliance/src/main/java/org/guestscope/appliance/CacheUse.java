package org.guestscope.appliance;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.guestscope.appliance.build.PrivateFiles;

/**
 * Who may remove what from a cache that programs of different versions share: a file or directory is claimed before it is
 * used, which sets its time, and only what nobody has claimed for a while is removed. A lock makes a claim and a removal
 * exclude each other, so that what was claimed stays.
 */
final class CacheUse {

    /** One process's threads share its locks, so they take turns before they ask for one. */
    private static final Object TURN = new Object();

    private static final String OLD = "old-";

    private final Path directory;
    private final Duration kept;

    /** @param kept how long after its last claim something stays at least */
    CacheUse(Path directory, Duration kept) {
        this.directory = directory;
        this.kept = kept;
    }

    /** Whether {@code path} is there; if so it stays for a while. */
    boolean claim(Path path) {
        if (!Files.exists(path)) {
            return false;
        }
        synchronized (TURN) {
            try (FileChannel channel = open();
                    FileLock lock = channel.lock()) {
                if (!lock.isValid() || !Files.exists(path)) {
                    return false;
                }
                Files.setLastModifiedTime(path, FileTime.from(Instant.now()));
                return true;
            } catch (IOException e) {
                // A cache that cannot be written: nobody can remove anything from it either.
                return Files.exists(path);
            }
        }
    }

    /** Removes what begins with {@code prefix} and was not claimed for long. */
    void removeUnused(String prefix) throws IOException {
        synchronized (TURN) {
            try (FileChannel channel = open();
                    FileLock lock = channel.lock();
                    DirectoryStream<Path> found = Files.newDirectoryStream(directory, prefix + "*")) {
                Instant limit = Instant.now().minus(kept);
                for (Path path : found) {
                    if (lock.isValid()) {
                        moveIfOlder(path, limit);
                    }
                }
            }
        }
        // Also what a process left that was killed at this point.
        try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, OLD + "*")) {
            for (Path old : found) {
                PrivateFiles.delete(old);
            }
        }
    }

    /** Out of the way only: removing it takes longer than a lock should be held. */
    private static void moveIfOlder(Path path, Instant limit) throws IOException {
        try {
            if (Files.getLastModifiedTime(path).toInstant().isBefore(limit)) {
                Path old = path.resolveSibling(OLD + ProcessHandle.current().pid() + "-" + path.getFileName());
                Files.move(path, old, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (NoSuchFileException gone) {
            // A file that another thread or process was writing, and has given its name or removed meanwhile.
        }
    }

    private FileChannel open() throws IOException {
        return FileChannel.open(directory.resolve("uses"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }
}
