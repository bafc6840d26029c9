package org.guestscope.appliance;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.guestscope.appliance.build.ApplianceBuilder;
import org.guestscope.appliance.build.BuildException;
import org.guestscope.appliance.build.BuildProgress;
import org.guestscope.appliance.build.PrivateFiles;

/**
 * The user's directory with the built appliance, its snapshots and what was learnt about the host:
 *
 * <pre>
 * base-KEY/    kernel, initial file system, root image, list of packages; KEY names the recipe and the distribution
 * agent-KEY/   the initial file system with the agent; KEY names the base and the agent's classes
 * snapshots/   saved states of booted machines
 * build/       downloads of a build under way
 * kvm          the verdict that KVM does not work on this host, if so
 * lock         held by the process that builds; the others wait
 * uses         held for moments while something is claimed for use or the unused is removed
 * </pre>
 */
public final class ApplianceCache {

    /** Names a directory for the cache, in place of guestscope in the user's XDG cache. */
    public static final String CACHE_VARIABLE = "GUESTSCOPE_CACHE";

    /** Names a file made by {@link #export}, to be used in place of building. */
    public static final String APPLIANCE_VARIABLE = "GUESTSCOPE_APPLIANCE";

    /** What was not used for so long goes when something takes its place: each base takes some hundred MiB. */
    private static final Duration KEPT = Duration.ofDays(1);

    /** One process's threads share its locks, so they take turns before they ask for one. */
    private static final Object BUILDING = new Object();

    private final Path directory;
    private final BaseSource source;
    private final CacheUse use;

    ApplianceCache(Path directory, BaseSource source) {
        this.directory = directory;
        this.source = source;
        this.use = new CacheUse(directory, KEPT);
    }

    /** The cache as this process's environment says. */
    public static ApplianceCache fromEnvironment() {
        return of(System.getenv());
    }

    static ApplianceCache of(Map<String, String> environment) {
        String chosen = environment.getOrDefault(CACHE_VARIABLE, "");
        String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
        String file = environment.getOrDefault(APPLIANCE_VARIABLE, "");
        Path directory;
        if (!chosen.isEmpty()) {
            directory = Path.of(chosen);
        } else if (!xdg.isEmpty()) {
            directory = Path.of(xdg, "guestscope");
        } else {
            directory = Path.of(System.getProperty("user.home"), ".cache", "guestscope");
        }
        directory = directory.toAbsolutePath();
        return new ApplianceCache(
                directory,
                file.isEmpty()
                        ? BaseSource.building(directory.resolve("build"))
                        : BaseSource.exported(Path.of(file).toAbsolutePath()));
    }

    /** Where the cache is. */
    public Path directory() {
        return directory;
    }

    /** The appliance, when it is there already. */
    public Optional<ApplianceImage> find() throws ApplianceException {
        try {
            Path base = base();
            return use.claim(base) ? Optional.of(withAgent(base)) : Optional.empty();
        } catch (ApplianceException e) {
            throw e;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /**
     * The appliance; built, or unpacked from an exported file, when it is not there yet. While another process does that,
     * this one waits.
     *
     * @throws ApplianceBuildException when it cannot be had; what to do is in the exception
     */
    public ApplianceImage findOrBuild(BuildProgress progress) throws ApplianceException {
        try {
            Path base = base();
            claimOrMake(base, progress);
            return withAgent(base);
        } catch (ApplianceException e) {
            throw e;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private Path base() throws IOException {
        return directory.resolve("base-" + ContentKey.of(source.inputs()));
    }

    private void claimOrMake(Path base, BuildProgress progress) throws IOException {
        if (use.claim(base)) {
            return;
        }
        PrivateFiles.directory(directory);
        synchronized (BUILDING) {
            try (FileChannel channel = FileChannel.open(
                            directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = lock(channel, progress)) {
                if (!lock.isValid() || use.claim(base)) {
                    return;
                }
                Path part = directory.resolve("base.part");
                PrivateFiles.delete(part);
                PrivateFiles.directory(part);
                source.make(part, progress);
                Files.move(part, base, StandardCopyOption.ATOMIC_MOVE);
                use.removeUnused("base-");
            } finally {
                progress.end();
            }
        }
    }

    private static FileLock lock(FileChannel channel, BuildProgress progress) throws IOException {
        FileLock lock = channel.tryLock();
        if (lock == null) {
            progress.at("waiting for another process that builds the appliance", 0, 0);
            lock = channel.lock();
        }
        return lock;
    }

    /** The base with the agent of this program; adding it takes milliseconds, so it needs no lock. */
    private ApplianceImage withAgent(Path base) throws IOException {
        AgentFiles agent = AgentFiles.find();
        String key = ContentKey.of(base.getFileName() + "\n" + agent.identity());
        Path initramfs = directory.resolve("agent-" + key);
        if (!use.claim(initramfs)) {
            // Threads of one process may be here at the same time, as may processes.
            Path part = Files.createTempFile(directory, "agent-part", "", PrivateFiles.ONLY_OWNER);
            try {
                try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
                    Files.copy(base.resolve(ApplianceBuilder.INITRAMFS), out);
                    ApplianceBuilder.writeAgent(out, agent.contents());
                }
                Files.move(part, initramfs, StandardCopyOption.ATOMIC_MOVE);
                use.removeUnused("agent-");
            } finally {
                Files.deleteIfExists(part);
            }
        }
        return new ApplianceImage(
                key,
                base.resolve(ApplianceBuilder.KERNEL),
                initramfs,
                base.resolve(ApplianceBuilder.ROOT),
                directory.resolve("snapshots"));
    }

    /** Writes the appliance into one file for hosts without a network, building it first if need be. */
    public void export(Path file, BuildProgress progress) throws ApplianceException {
        try {
            Path base = base();
            claimOrMake(base, progress);
            ExportedAppliance.pack(base, file, progress);
        } catch (ApplianceException e) {
            throw e;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** What {@link #find} would find, in words; empty when there is nothing yet. */
    public Optional<ApplianceInfo> info() throws ApplianceException {
        try {
            Path base = base();
            if (!Files.isDirectory(base)) {
                return Optional.empty();
            }
            Path list = base.resolve(ApplianceBuilder.PACKAGES);
            FileTime made = Files.getLastModifiedTime(list);
            List<String> packages = Files.readAllLines(list);
            return Optional.of(new ApplianceInfo(
                    base,
                    source.origin(),
                    made.toInstant(),
                    bytes(base),
                    allocated(directory.resolve("snapshots")),
                    packages));
        } catch (ApplianceException e) {
            throw e;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private static long bytes(Path tree) throws IOException {
        long sum = 0;
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                sum += Files.size(file);
            }
        }
        return sum;
    }

    /** What sparse files really take, in the kernel's units of 512 bytes (st_blocks, which Java does not offer). */
    private static long allocated(Path tree) throws IOException {
        if (!Files.isDirectory(tree)) {
            return 0;
        }
        Process du = new ProcessBuilder("du", "-s", "-B1", tree.toString()).start();
        du.getOutputStream().close();
        String said = new String(du.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
        String number = Arrays.stream(said.split("\\s+")).findFirst().orElse("");
        return number.matches("\\d{1,18}") ? Long.parseLong(number) : 0;
    }

    private ApplianceException failed(IOException e) {
        if (e instanceof BuildException build) {
            return new ApplianceBuildException(
                    String.valueOf(build.getMessage()), build.nextStep(), build.details(), build);
        }
        return new ApplianceBuildException(
                "appliance: cannot be built in %s: %s".formatted(directory, e.getMessage()),
                "Check that the directory is writable and has 1.5 GiB free, or name another in %s."
                        .formatted(CACHE_VARIABLE),
                "",
                e);
    }
}
