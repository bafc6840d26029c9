package org.guestscope.appliance.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Packages through {@code dnf download}, on Fedora, RHEL and their relatives.
 *
 * <p>It uses the host's repositories with a cache of its own and an empty installation root: so the closure is complete,
 * and nothing on the host changes or needs root. dnf checks what it downloads against the repositories' metadata, but
 * not the packages' signatures; rpmkeys does, with the keys that the distribution put on the host.
 */
final class Dnf implements PackageManager {

    /** The list of packages by the names of Fedora, RHEL and their relatives. */
    static final String RECIPE = "fedora.packages";

    private static final String ADVICE = "Check the network and the repositories in /etc/yum.repos.d, or use an "
            + "appliance made elsewhere: 'guestfish --make-appliance FILE' there, GUESTSCOPE_APPLIANCE=FILE here.";

    /** The last part of a line of {@code --url}: name-version-release.architecture.rpm. */
    private static final Pattern FILE_NAME = Pattern.compile("(?:.*/)?(?<file>(?<name>[^/]+)-[^-/]+-[^-/]+\\.rpm)");

    /** A line while downloading: (number/total): file name and figures; dnf 5 writes [number/total] and a name. */
    private static final Pattern PROGRESS_LINE = Pattern.compile("[(\\[]\\s*(?<done>\\d+)/(?<total>\\d+)[)\\]].*");

    /** What distributions name the files of their keys. */
    private static final String KEY_PREFIX = "RPM-GPG-KEY";

    private static final List<String> ARCHITECTURES = List.of("--arch=x86_64,noarch");

    private final Path directory;
    private final Path repositories;
    private final Path keys;
    private final String release;

    /**
     * @param directory the private state
     * @param repositories the directory of the repositories' definitions
     * @param keys the directory of the public keys that packages may be signed with
     * @param release the value of $releasever in the definitions
     */
    Dnf(Path directory, Path repositories, Path keys, String release) {
        this.directory = directory;
        this.repositories = repositories;
        this.keys = keys;
        this.release = release;
    }

    /** With the host's own repositories and keys. */
    static Dnf ofHost(Path directory) throws IOException {
        return new Dnf(directory, Path.of("/etc/yum.repos.d"), Path.of("/etc/pki/rpm-gpg"), majorRelease());
    }

    private static String majorRelease() throws IOException {
        return Files.readString(Path.of("/etc/os-release"))
                .lines()
                .filter(line -> line.startsWith("VERSION_ID="))
                .map(line -> line.replaceAll("[^0-9.]", "").replaceAll("\\..*", ""))
                .findFirst()
                .orElse("");
    }

    @Override
    public String recipe() {
        return RECIPE;
    }

    @Override
    public String advice() {
        return ADVICE;
    }

    @Override
    public void refresh(BuildProgress progress) throws IOException {
        Files.createDirectories(downloads());
        Files.createDirectories(directory.resolve("root"));
        Files.createDirectories(directory.resolve("log"));
        progress.at("fetching package lists", 0, 0);
        dnf(List.of("makecache"), line -> {});
    }

    @Override
    public List<String> available(List<String> names) throws IOException {
        List<String> found = new ArrayList<>();
        List<String> words = new ArrayList<>(List.of("-q", "repoquery", "--queryformat", "%{name}\\n"));
        words.addAll(ARCHITECTURES);
        words.addAll(names);
        dnf(words, line -> {
            String name = line.trim();
            if (names.contains(name) && !found.contains(name)) {
                found.add(name);
            }
        });
        return found;
    }

    @Override
    public Map<String, Path> closure(List<String> names) throws IOException {
        Map<String, Path> packages = new LinkedHashMap<>();
        dnf(download(List.of("-q"), List.of("--url"), names), line -> {
            Matcher file = FILE_NAME.matcher(line.trim());
            if (file.matches()) {
                packages.put(file.group("name"), downloads().resolve(file.group("file")));
            }
        });
        return packages;
    }

    @Override
    public void download(List<String> names, BuildProgress progress) throws IOException {
        dnf(download(List.of(), List.of("--destdir=" + downloads()), names), line -> {
            Matcher numbers = PROGRESS_LINE.matcher(line);
            if (numbers.matches()) {
                progress.at(
                        "downloading packages",
                        Long.parseLong(numbers.group("done")),
                        Long.parseLong(numbers.group("total")));
            }
        });
        progress.at("checking signatures", 0, 0);
        checkSignatures(closure(names));
    }

    private void checkSignatures(Map<String, Path> packages) throws IOException {
        List<String> trusted = new ArrayList<>(List.of("--import"));
        if (Files.isDirectory(keys)) {
            try (Stream<Path> files = Files.list(keys)) {
                files.filter(file -> String.valueOf(file.getFileName()).startsWith(KEY_PREFIX))
                        .sorted()
                        .forEach(file -> trusted.add(file.toString()));
            }
        }
        if (trusted.size() == 1) {
            throw new BuildException(
                    "appliance: cannot be built: %s: no keys to check packages with".formatted(keys), ADVICE);
        }
        rpmkeys(trusted);
        // Without the level, a package that has no signature at all would pass.
        List<String> check = new ArrayList<>(List.of("--define", "_pkgverify_level all", "--checksig"));
        packages.values().forEach(file -> check.add(file.toString()));
        rpmkeys(check);
    }

    @Override
    public void unpack(Path file, RootTree tree) throws IOException {
        RpmPackage.unpack(file, tree);
    }

    @Override
    public void clean() throws IOException {
        PrivateFiles.delete(downloads());
    }

    private static List<String> download(List<String> before, List<String> options, List<String> names) {
        List<String> words = new ArrayList<>(before);
        words.addAll(List.of("download", "--resolve", "--alldeps"));
        words.addAll(ARCHITECTURES);
        words.addAll(options);
        words.addAll(names);
        return words;
    }

    private void dnf(List<String> words, Consumer<String> lines) throws IOException {
        List<String> all = new ArrayList<>(List.of(
                "dnf",
                "-y",
                "--installroot=" + directory.resolve("root"),
                "--releasever=" + release,
                "--setopt=reposdir=" + repositories,
                "--setopt=cachedir=" + directory.resolve("cache"),
                "--setopt=logdir=" + directory.resolve("log"),
                "--setopt=persistdir=" + directory.resolve("persist"),
                "--setopt=install_weak_deps=False"));
        all.addAll(words);
        run(all, lines);
    }

    private void rpmkeys(List<String> words) throws IOException {
        List<String> all = new ArrayList<>(
                List.of("rpmkeys", "--dbpath", directory.resolve("keys").toString()));
        all.addAll(words);
        run(all, line -> {});
    }

    private void run(List<String> words, Consumer<String> lines) throws IOException {
        try {
            new Command(words).in(directory).run(lines);
        } catch (BuildException e) {
            throw new BuildException("appliance: " + e.getMessage(), ADVICE, e.details(), e);
        }
    }

    private Path downloads() {
        return directory.resolve("packages");
    }
}
