package org.guestscope.appliance;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.guestscope.guest.action.Debug;

/** The appliance that all integration tests share: built once into the cache that the environment names. */
public final class Appliances {

    private static final ApplianceCache CACHE = ApplianceCache.fromEnvironment();

    private Appliances() {}

    static ApplianceCache cache() {
        return CACHE;
    }

    static ApplianceImage image() throws ApplianceException {
        AtomicReference<String> last = new AtomicReference<>("");
        return CACHE.findOrBuild((step, done, total) -> {
            if (!step.equals(last.getAndSet(step))) {
                System.err.println("appliance: " + step);
            }
        });
    }

    static Appliance start(ApplianceOptions options) throws ApplianceException {
        return Appliance.start(CACHE, image(), options);
    }

    /** Starts one as most tests want it. */
    public static Appliance start() throws ApplianceException {
        return start(ApplianceOptions.defaults());
    }

    /** Runs a shell command in the appliance itself. */
    public static String shell(Appliance appliance, String command) throws IOException {
        return appliance.connection().actions(Debug.class).debug("sh", List.of(command));
    }

    /** Makes a file of zeros that takes no space. */
    static Path sparseFile(Path file, long bytes) throws IOException {
        try (RandomAccessFile image = new RandomAccessFile(file.toFile(), "rw")) {
            image.setLength(bytes);
        }
        return file;
    }

    static boolean running(long pid) {
        return Files.exists(Path.of("/proc", String.valueOf(pid), "exe"));
    }

    /** Files of this process's machines that should be gone. */
    static List<Path> leftovers() {
        return leftovers(ProcessHandle.current().pid());
    }

    /** Likewise of another process. */
    static List<Path> leftovers(long pid) {
        try (Stream<Path> files = Files.list(RuntimeDirectory.base())) {
            String prefix = "guestscope-" + pid + "-";
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
