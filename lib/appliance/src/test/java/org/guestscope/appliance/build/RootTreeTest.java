package org.guestscope.appliance.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RootTreeTest {

    @TempDir
    Path directory;

    private RootTree tree;

    @BeforeEach
    void start() throws IOException {
        tree = new RootTree(directory.resolve("root"), path -> !path.startsWith("usr/share/doc"));
    }

    private static ByteArrayInputStream content() {
        return new ByteArrayInputStream(new byte[] {'x'});
    }

    @Test
    void filesOfBinLandBelowUsr() throws IOException {
        tree.file("./bin/true", 0755, content());

        assertThat(directory.resolve("root/usr/bin/true")).exists().isExecutable();
        assertThat(directory.resolve("root/bin")).isSymbolicLink();
    }

    @Test
    void unwantedPathsAreLeftOut() throws IOException {
        tree.file("./usr/share/doc/x", 0644, content());

        assertThat(tree.exists("usr/share/doc/x")).isFalse();
    }

    @Test
    void nothingIsWrittenOutsideByDots() {
        assertThatThrownBy(() -> tree.file("../../escaped", 0644, content())).hasMessageContaining("outside the tree");
    }

    @Test
    void nothingIsWrittenOutsideThroughALink() throws IOException {
        Path outside = Files.createDirectory(directory.resolve("outside"));
        tree.symlink("etc/link", outside.toString());

        assertThatThrownBy(() -> tree.file("etc/link/file", 0644, content())).hasMessageContaining("outside the tree");
        assertThat(outside).isEmptyDirectory();
    }

    @Test
    void aFileNobodyMayReadStaysReadableForTheBuild() throws IOException {
        tree.file("etc/secret", 0, content());

        assertThat(directory.resolve("root/etc/secret")).isReadable();
    }
}
