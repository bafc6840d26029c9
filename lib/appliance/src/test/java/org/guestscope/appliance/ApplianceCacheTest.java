package org.guestscope.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.guestscope.appliance.build.ApplianceBuilder;
import org.guestscope.appliance.build.BuildProgress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs of any version share a cache: one builds what others wait for, and nobody loses what is in use. */
class ApplianceCacheTest {

    @TempDir
    Path directory;

    /** Makes a layer of tiny files, slowly, and notes in {@code log} that it did. */
    private record Recipe(String inputs, Path log, long millis) implements BaseSource {

        @Override
        public String origin() {
            return "a test";
        }

        @Override
        public void make(Path output, BuildProgress progress) throws IOException {
            Files.writeString(log, inputs + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            try {
                Thread.sleep(millis);
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            for (String name : List.of(
                    ApplianceBuilder.KERNEL,
                    ApplianceBuilder.INITRAMFS,
                    ApplianceBuilder.ROOT,
                    ApplianceBuilder.PACKAGES)) {
                Files.writeString(output.resolve(name), inputs);
            }
        }
    }

    private Path log() {
        return directory.resolveSibling(directory.getFileName() + ".log");
    }

    private ApplianceCache cache(String recipe) {
        return new ApplianceCache(directory, new Recipe(recipe, log(), 0));
    }

    private static ApplianceImage image(ApplianceCache cache) throws ApplianceException {
        return cache.findOrBuild(BuildProgress.silent());
    }

    private List<Path> bases() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> String.valueOf(file.getFileName()).startsWith("base"))
                    .toList();
        }
    }

    private static void backdate(Path path, Duration age) throws IOException {
        Files.setLastModifiedTime(path, FileTime.from(Instant.now().minus(age)));
    }

    @Test
    void recipesInUseKeepTheirBasesInOneCache() throws IOException {
        ApplianceImage one = image(cache("one"));
        ApplianceImage two = image(cache("two"));

        assertThat(one.kernel()).hasContent("one");
        assertThat(two.kernel()).hasContent("two");
        assertThat(image(cache("one"))).isEqualTo(one);
        assertThat(Files.readAllLines(log())).containsExactly("one", "two");
    }

    @Test
    void aBaseThatNobodyUsedForDaysGoesWhenAnotherIsBuilt() throws IOException {
        ApplianceImage one = image(cache("one"));
        image(cache("two"));
        for (Path base : bases()) {
            backdate(base, Duration.ofDays(2));
        }
        image(cache("two"));

        image(cache("three"));

        assertThat(one.kernel()).doesNotExist();
        assertThat(bases()).hasSize(2);
    }

    @Test
    void processesThatNeedTheSameBaseAtOnceBuildItOnce() throws Exception {
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            processes.add(new ProcessBuilder(
                            System.getProperty("java.home") + "/bin/java",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Find.class.getName(),
                            directory.toString(),
                            log().toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
        }
        List<String> said = new ArrayList<>();
        for (Process process : processes) {
            said.addAll(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList());
            assertThat(process.waitFor()).isZero();
        }

        assertThat(Files.readAllLines(log())).containsExactly("slow");
        assertThat(said).hasSize(3).containsOnly(image(cache("slow")).kernel().toString());
    }

    @Test
    void threadsThatNeedTheSameBaseAtOnceBuildItOnce() throws Exception {
        ApplianceCache cache = new ApplianceCache(directory, new Recipe("slow", log(), 300));
        List<Thread> threads = new ArrayList<>();
        List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 4; i++) {
            Thread thread = new Thread(() -> {
                try {
                    image(cache);
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            thread.setUncaughtExceptionHandler((where, failure) -> failures.add(failure));
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(failures).isEmpty();
        assertThat(Files.readAllLines(log())).containsExactly("slow");
    }

    /** Finds or builds in the cache of its first argument; prints the kernel. */
    static final class Find {
        private Find() {}

        public static void main(String[] args) throws IOException {
            ApplianceCache cache = new ApplianceCache(Path.of(args[0]), new Recipe("slow", Path.of(args[1]), 3000));
            System.out.println(image(cache).kernel());
        }
    }
}
