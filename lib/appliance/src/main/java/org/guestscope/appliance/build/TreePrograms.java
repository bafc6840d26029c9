package org.guestscope.appliance.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Runs programs of an unpacked tree on the host, through the tree's own dynamic loader and libraries: so the host needs
 * none of them installed, and no root for a chroot. They run before anything untrusted exists: their packages were
 * verified.
 */
final class TreePrograms {

    private final Path root;
    private final Path loader;
    private final Path libraries;

    TreePrograms(Path root) throws IOException {
        this.root = root;
        this.loader = root.resolve("usr/lib64/ld-linux-x86-64.so.2");
        Path multiarch = root.resolve("usr/lib/x86_64-linux-gnu");
        this.libraries = Files.isDirectory(multiarch) ? multiarch : root.resolve("usr/lib64");
        if (!Files.exists(loader)) {
            throw new IOException(loader + ": missing; the packages brought no C library for x86-64");
        }
    }

    /** Runs {@code program} (a path in the tree) as {@code name}, which decides what a multi-call program does. */
    void run(String name, Path program, List<String> arguments, List<Path> moreLibraries) throws IOException {
        StringBuilder search = new StringBuilder(libraries.toString());
        for (Path more : moreLibraries) {
            search.append(':').append(more);
        }
        List<String> words = new ArrayList<>(
                List.of(loader.toString(), "--library-path", search.toString(), "--argv0", name, program.toString()));
        words.addAll(arguments);
        try {
            new Command(words).with(Map.of("PATH", "/usr/bin:/bin")).run();
        } catch (BuildException e) {
            throw new BuildException(
                    "appliance: " + name + " failed while building: " + lastLine(e), e.nextStep(), e.details(), e);
        }
    }

    /** Runs the tree's {@code program}. */
    void run(String program, List<String> arguments) throws IOException {
        run(program, program, arguments);
    }

    /** Runs the tree's {@code program} as {@code name}. */
    void run(String name, String program, List<String> arguments) throws IOException {
        run(name, find(program), arguments, List.of());
    }

    /** Where a program is; distributions differ in which of the directories they use. */
    Path find(String program) throws IOException {
        for (String directory : List.of("usr/bin", "usr/sbin")) {
            Path candidate = root.resolve(directory).resolve(program);
            if (Files.exists(candidate)) {
                return candidate;
            }
        }
        throw new IOException("the packages brought no program " + program);
    }

    /** The names a static BusyBox offers, as paths without a leading slash. */
    List<String> busyboxApplets() throws IOException {
        List<String> applets = new ArrayList<>();
        new Command(List.of(find("busybox").toString(), "--list-full")).run(applets::add);
        return applets;
    }

    /** The directory of the only Java runtime below {@code usr/lib/jvm} of {@code root}. */
    static Path javaHome(Path root) throws IOException {
        try (Stream<Path> homes = Files.list(root.resolve("usr/lib/jvm"))) {
            return homes.filter(home -> !Files.isSymbolicLink(home) && Files.isDirectory(home.resolve("jmods")))
                    .findFirst()
                    .orElseThrow(() -> new IOException(root + ": the JDK packages brought no jmods"));
        }
    }

    private static String lastLine(BuildException e) {
        return e.details().lines().reduce((a, b) -> b).orElse(String.valueOf(e.getMessage()));
    }
}
