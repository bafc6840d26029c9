package org.guestscope.appliance.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real apt-get on a repository of two small packages, made by dpkg-deb. */
@Timeout(300)
class AptIT {

    @TempDir
    Path directory;

    private Path repository;

    /** Packages tool (which needs library) and library. */
    @BeforeEach
    void makeRepository() throws Exception {
        repository = Files.createDirectories(directory.resolve("repository"));
        Files.writeString(
                repository.resolve("Packages"), packaged("library", "") + packaged("tool", "Depends: library\n"));
        Files.writeString(
                repository.resolve("Release"),
                "Date: Thu, 01 Jan 2026 00:00:00 UTC\nSHA256:\n " + sum(repository.resolve("Packages")) + " "
                        + Files.size(repository.resolve("Packages")) + " Packages\n");
    }

    /** Builds a package and returns its paragraph of the list. */
    private String packaged(String name, String fields) throws Exception {
        Path tree = directory.resolve(name);
        Files.createDirectories(tree.resolve("DEBIAN"));
        Files.createDirectories(tree.resolve("usr/share"));
        Files.writeString(tree.resolve("usr/share/" + name), name + "\n");
        String control = "Package: %s\nVersion: 1:1.2-3\nArchitecture: all\nMaintainer: nobody\n%sDescription: a test\n"
                .formatted(name, fields);
        Files.writeString(tree.resolve("DEBIAN/control"), control);
        Path file = repository.resolve(name + "_1.2-3_all.deb");
        Programs.run(directory, "dpkg-deb", "--build", "--root-owner-group", tree.toString(), file.toString());
        return control
                + "Filename: ./%s\nSize: %d\nSHA256: %s\n\n".formatted(file.getFileName(), Files.size(file), sum(file));
    }

    private static String sum(Path file) throws IOException, NoSuchAlgorithmException {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
        return "%064x".formatted(new BigInteger(1, digest));
    }

    /** apt with this source and no other; {@code copy:} downloads, as a source in the network does. */
    private Apt apt(String source) throws IOException {
        Path list = Files.writeString(directory.resolve("sources.list"), source + "\n");
        Path state = Files.createDirectories(directory.resolve("state"));
        return new Apt(state, """
                Dir::Etc::sourcelist "%s";
                Dir::Etc::sourceparts "-";
                Acquire::Retries "0";
                """.formatted(list));
    }

    private Apt trusted() throws IOException {
        return apt("deb [trusted=yes] copy:" + repository + " ./");
    }

    @Test
    void theClosureIsDownloadedAndUnpacked() throws IOException {
        Apt apt = trusted();
        apt.refresh(BuildProgress.silent());
        assertThat(apt.available(List.of("tool", "nothing"))).containsExactly("tool");

        apt.download(List.of("tool"), BuildProgress.silent());

        Map<String, Path> closure = apt.closure(List.of("tool"));
        assertThat(closure).containsOnlyKeys("library", "tool");
        RootTree tree = new RootTree(directory.resolve("tree"), path -> true);
        for (Path file : closure.values()) {
            apt.unpack(file, tree);
        }
        assertThat(tree.path("usr/share/library")).hasContent("library");
    }

    @Test
    void aPackageThatDoesNotFitItsHashIsRefused() throws IOException {
        Apt apt = trusted();
        apt.refresh(BuildProgress.silent());
        Path file = repository.resolve("tool_1.2-3_all.deb");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 8] ^= 0x55;
        Files.write(file, bytes);

        assertThatThrownBy(() -> apt.download(List.of("tool"), BuildProgress.silent()))
                .isInstanceOfSatisfying(
                        BuildException.class, e -> assertThat(e.details()).contains("Hash Sum mismatch"))
                .hasMessageStartingWith("appliance: apt-get: failed with status 100");
    }

    @Test
    void aSourceWithoutASignatureIsRefused() throws IOException {
        Apt apt = apt("deb copy:" + repository + " ./");

        assertThatThrownBy(() -> apt.refresh(BuildProgress.silent()))
                .isInstanceOfSatisfying(
                        BuildException.class, e -> assertThat(e.details()).contains("is not signed"));
    }

    @Test
    void aBrokenOffDownloadGoesOnWithWhatIsThere() throws IOException {
        Apt apt = trusted();
        apt.refresh(BuildProgress.silent());
        apt.download(List.of("library"), BuildProgress.silent());
        Path library = apt.closure(List.of("library")).get("library");
        Files.delete(repository.resolve("library_1.2-3_all.deb"));

        apt.download(List.of("tool"), BuildProgress.silent());

        assertThat(library).isNotEmptyFile();
        assertThat(apt.closure(List.of("tool")).get("tool")).isNotEmptyFile();
    }

    @Test
    void withoutANetworkTheBuildSaysWhatToDo() throws IOException {
        Apt offline = apt("deb [trusted=yes] http://127.0.0.1:9/ ./");
        Path output = Files.createDirectories(directory.resolve("output"));

        assertThatThrownBy(() -> new ApplianceBuilder(directory.resolve("work"), BuildProgress.silent())
                        .buildBase(offline, output))
                .isInstanceOfSatisfying(
                        BuildException.class,
                        e -> assertThat(e.nextStep())
                                .contains("Check the network")
                                .contains("--make-appliance FILE"))
                .hasMessage("appliance: cannot be built: no package busybox-static in the package sources");
        assertThat(output).isEmptyDirectory();
    }
}
