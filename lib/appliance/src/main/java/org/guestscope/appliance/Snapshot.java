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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import org.guestscope.appliance.build.PrivateFiles;
import org.guestscope.guest.ActionException;

/**
 * A machine's saved state, a directory named by a hash of what the machine is:
 *
 * <pre>
 * snapshot   text: "guestscope-snapshot 1", the machine's identity, a line for each of the other files; written last
 * memory     the guest's memory, byte for byte, with holes where it was never touched
 * devices    QEMU's migration stream with everything but the memory (x-ignore-shared)
 * </pre>
 *
 * <p>A restored machine maps {@code memory} privately, so the file serves any number of machines at once and never
 * changes. A state that does not match its description is never used.
 */
final class Snapshot {

    private static final String MAGIC = "guestscope-snapshot 1\n";

    /** Each takes some hundred MiB; settings used rarely are booted and saved again. */
    private static final int KEPT = 4;

    /** Ends the name of a state that is being made. */
    private static final String PART = ".part";

    /** Stands in the name of a state that is being removed. */
    private static final String OLD = ".old";

    private static final long END_MILLIS = 10_000;

    /** Warming up and saving take seconds on a quiet host; an agent that never answers must not be waited for. */
    private static final long MAKE_MILLIS = 120_000;

    private final Path directory;
    private final MachineSpec spec;
    private final String identity;

    Snapshot(MachineSpec spec) {
        this.spec = spec;
        this.identity = spec.identity();
        this.directory = spec.image().snapshots().resolve(ContentKey.of(identity));
    }

    /** Whether a state of this very machine is there, whole. */
    boolean usable() {
        try {
            return Files.readString(directory.resolve("snapshot")).equals(description(directory));
        } catch (IOException e) {
            // Not there, or not readable: as good as none.
            return false;
        }
    }

    private String description(Path files) throws IOException {
        Path memory = files.resolve("memory");
        byte[] devices = Files.readAllBytes(files.resolve("devices"));
        CRC32 sum = new CRC32();
        sum.update(devices);
        return MAGIC + identity + "memory " + Files.size(memory) + " "
                + Files.getLastModifiedTime(memory).to(TimeUnit.NANOSECONDS) + "\ndevices " + devices.length + " "
                + Long.toHexString(sum.getValue()) + "\n";
    }

    /** Restores a machine from the state. */
    Machine restore() throws IOException {
        // Before, so that a process that makes another state now does not take this one for one used long ago.
        Files.setLastModifiedTime(directory, FileTime.from(Instant.now()));
        return Machine.restore(spec, directory.resolve("memory"), directory.resolve("devices"));
    }

    /** Makes the state by booting a machine, unless another process has made it meanwhile. */
    void make() throws IOException {
        Path snapshots = spec.image().snapshots();
        PrivateFiles.directory(snapshots);
        synchronized (Snapshot.class) {
            try (FileChannel channel = FileChannel.open(
                            snapshots.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (lock.isValid() && !usable()) {
                    makeLocked();
                    prune();
                }
            }
        }
    }

    private void makeLocked() throws IOException {
        Path part = directory.resolveSibling(directory.getFileName() + PART);
        PrivateFiles.delete(part);
        PrivateFiles.directory(part);
        Path memory = Files.createFile(part.resolve("memory"), PrivateFiles.ONLY_OWNER);
        Path devices = Files.createFile(part.resolve("devices"), PrivateFiles.ONLY_OWNER);
        try {
            try (Machine machine = Machine.boot(spec, memory)) {
                KillTimer timer = new KillTimer(machine.process(), MAKE_MILLIS);
                warm(machine);
                DeviceState.save(machine, devices);
                // What it wrote into the memory's file is complete when it has ended.
                machine.process().await(END_MILLIS);
                timer.cancel();
            }
            Files.writeString(part.resolve("snapshot"), description(part));
            discard();
            Files.move(part, directory, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            PrivateFiles.delete(part);
        }
    }

    private void warm(Machine machine) throws IOException {
        try {
            try {
                Rehearsal.run(machine);
            } finally {
                machine.connection().warm();
            }
        } catch (ActionException e) {
            // A state that is less warm than it could be is better than none.
            spec.options().log().accept("appliance: warming up: " + e.getMessage());
        }
    }

    /** Removes the state. */
    void discard() throws IOException {
        if (Files.exists(directory)) {
            // Renamed first, so that nobody finds half of it.
            Path old = directory.resolveSibling(
                    directory.getFileName() + OLD + ProcessHandle.current().pid());
            try {
                Files.move(directory, old, StandardCopyOption.ATOMIC_MOVE);
            } catch (NoSuchFileException e) {
                return;
            }
            PrivateFiles.delete(old);
        }
    }

    /** Removes the states used longest ago, and what a process that was killed while it made or removed one left. */
    private void prune() throws IOException {
        record Aged(Path path, FileTime used) {}
        List<Aged> states = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(spec.image().snapshots())) {
            for (Path path : found) {
                String name = String.valueOf(path.getFileName());
                if (name.contains(PART) || name.contains(OLD)) {
                    PrivateFiles.delete(path);
                } else if (Files.isDirectory(path)) {
                    states.add(new Aged(path, Files.getLastModifiedTime(path)));
                }
            }
        }
        states.sort(Comparator.comparing(Aged::used).reversed());
        for (Aged state : states.subList(Math.min(KEPT, states.size()), states.size())) {
            PrivateFiles.delete(state.path());
        }
    }
}
