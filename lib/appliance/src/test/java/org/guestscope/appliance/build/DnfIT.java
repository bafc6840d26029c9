package org.guestscope.appliance.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real dnf on a repository of signed packages, made by rpmbuild, rpmsign and createrepo_c. */
@Timeout(300)
class DnfIT {

    private static final String SIGNER = "test@example.org";

    @TempDir
    static Path made;

    @TempDir
    Path directory;

    /** Packages tool (which needs library), library and unrelated, each with another compression. */
    @BeforeAll
    static void makePackages() throws IOException {
        Programs.run(made, "gpg", "--batch", "--passphrase", "", "--quick-gen-key", SIGNER, "rsa2048", "sign", "1d");
        Files.createDirectories(made.resolve("keys"));
        Programs.run(
                made,
                "gpg",
                "--batch",
                "--armor",
                "--output",
                made.resolve("keys/RPM-GPG-KEY-test").toString(),
                "--export");
        build("library", "w9.gzdio", "", "");
        build("tool", "w3.zstdio", "Requires: library", """
                install -D -m 0750 /dev/null %{buildroot}/usr/bin/tool
                echo run > %{buildroot}/usr/bin/tool
                ln %{buildroot}/usr/bin/tool %{buildroot}/usr/bin/tool2
                ln -s tool %{buildroot}/usr/bin/link
                """);
        build("unrelated", "w6.xzdio", "", "");
    }

    private static void build(String name, String payload, String tags, String install) throws IOException {
        Path spec = Files.writeString(made.resolve(name + ".spec"), """
                Name: %1$s
                Version: 1.2
                Release: 3.test
                Summary: A package of a test
                License: none
                BuildArch: noarch
                %2$s
                %%description
                %%install
                mkdir -p %%{buildroot}/usr/share
                echo %1$s > %%{buildroot}/usr/share/%1$s
                %3$s
                %%files
                /usr
                """.formatted(name, tags, install));
        Programs.run(
                made,
                "rpmbuild",
                "-bb",
                "--define",
                "_topdir " + made.resolve("build"),
                "--define",
                "_rpmdir " + made.resolve("rpms"),
                "--define",
                "_build_name_fmt %{NAME}-%{VERSION}-%{RELEASE}.%{ARCH}.rpm",
                "--define",
                "_binary_payload " + payload,
                spec.toString());
    }

    /** A repository of all packages, and dnf with nothing else. */
    private Dnf dnf(boolean signed) throws IOException {
        Path packages = Files.createDirectories(directory.resolve("repository"));
        for (String name : List.of("library", "tool", "unrelated")) {
            String file = name + "-1.2-3.test.noarch.rpm";
            Files.copy(made.resolve("rpms").resolve(file), packages.resolve(file));
            if (signed) {
                Programs.run(
                        made,
                        "rpmsign",
                        "--define",
                        "_gpg_name " + SIGNER,
                        "--define",
                        "__gpg /usr/bin/gpg",
                        "--addsign",
                        packages.resolve(file).toString());
            }
        }
        Programs.run(directory, "createrepo_c", "-q", packages.toString());
        Path definitions = Files.createDirectories(directory.resolve("repos"));
        Files.writeString(definitions.resolve("test.repo"), """
                [test]
                name=test
                baseurl=file://%s
                gpgcheck=1
                """.formatted(packages));
        Path state = Files.createDirectories(directory.resolve("state"));
        return new Dnf(state, definitions, made.resolve("keys"), "9");
    }

    private Path downloaded(Dnf dnf) throws IOException {
        dnf.refresh(BuildProgress.silent());
        dnf.download(List.of("tool"), BuildProgress.silent());
        return directory.resolve("state/packages/tool-1.2-3.test.noarch.rpm");
    }

    @Test
    void onlyWhatTheRepositoriesHaveIsAvailable() throws IOException {
        Dnf dnf = dnf(true);
        dnf.refresh(BuildProgress.silent());

        assertThat(dnf.available(List.of("tool", "nothing", "unrelated")))
                .containsExactlyInAnyOrder("tool", "unrelated");
    }

    @Test
    void theClosureIsDownloadedAndNothingElse() throws IOException {
        Dnf dnf = dnf(true);
        downloaded(dnf);

        Map<String, Path> closure = dnf.closure(List.of("tool"));
        assertThat(closure).containsOnlyKeys("tool", "library");
        assertThat(closure.values()).allSatisfy(file -> assertThat(file).isNotEmptyFile());
    }

    @Test
    void aPackageIsUnpackedWithItsLinksAndModes() throws IOException {
        Dnf dnf = dnf(true);
        Path file = downloaded(dnf);
        RootTree tree = new RootTree(directory.resolve("tree"), path -> true);

        dnf.unpack(file, tree);

        Path tool = tree.path("usr/bin/tool");
        assertThat(tool).hasContent("run");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(tool)))
                .isEqualTo("rwxr-x---");
        assertThat(Files.isSameFile(tool, tree.path("usr/bin/tool2"))).isTrue();
        assertThat(Files.readSymbolicLink(tree.path("usr/bin/link"))).isEqualTo(Path.of("tool"));
        assertThat(tree.path("usr/share/tool")).hasContent("tool");
    }

    @ParameterizedTest
    @ValueSource(strings = {"library", "tool", "unrelated"})
    void everyCompressionIsUnpacked(String name) throws IOException {
        RootTree tree = new RootTree(directory.resolve("tree"), path -> true);

        RpmPackage.unpack(made.resolve("rpms/" + name + "-1.2-3.test.noarch.rpm"), tree);

        assertThat(tree.path("usr/share/" + name)).hasContent(name);
    }

    @Test
    void aPackageWithoutASignatureIsRefused() throws IOException {
        Dnf dnf = dnf(false);

        assertThatThrownBy(() -> downloaded(dnf))
                .isInstanceOfSatisfying(
                        BuildException.class, e -> assertThat(e.nextStep()).contains("--make-appliance"))
                .hasMessageContaining("rpmkeys: failed");
    }

    @Test
    void aPackageChangedSinceTheMetadataWereMadeIsRefused() throws IOException {
        Dnf dnf = dnf(true);
        Path file = directory.resolve("repository/tool-1.2-3.test.noarch.rpm");
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(bytes.length() - 5);
            bytes.write(0x55);
        }

        assertThatThrownBy(() -> downloaded(dnf)).isInstanceOf(BuildException.class);
    }

    @Test
    void withoutARepositoryTheBuildSaysWhatToDo() throws IOException {
        Dnf dnf = dnf(true);
        PrivateFiles.delete(directory.resolve("repository"));
        Path output = Files.createDirectories(directory.resolve("output"));

        assertThatThrownBy(() ->
                        new ApplianceBuilder(directory.resolve("work"), BuildProgress.silent()).buildBase(dnf, output))
                .isInstanceOfSatisfying(
                        BuildException.class, e -> assertThat(e.nextStep()).contains("/etc/yum.repos.d"))
                .hasMessage("appliance: cannot be built: no package busybox in the package sources");
        assertThat(output).isEmptyDirectory();
    }
}
