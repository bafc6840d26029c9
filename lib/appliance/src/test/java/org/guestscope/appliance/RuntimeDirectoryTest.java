package org.guestscope.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What killed processes left is removed, and nothing else, in a directory where anybody may make names. */
class RuntimeDirectoryTest {

    /** More than the kernel gives (PID_MAX_LIMIT is 4,194,304). */
    private static final String DEAD = "guestscope-99999999-";

    @TempDir
    Path where;

    @Test
    void whatDeadProcessesLeftIsRemoved() throws IOException {
        Files.createDirectory(where.resolve(DEAD + "1"));
        Files.createFile(where.resolve(DEAD + "1/qmp"));
        Files.createFile(where.resolve(DEAD + "1-0-3w5e11264sgsf"));
        Path living = Files.createDirectory(
                where.resolve("guestscope-" + ProcessHandle.current().pid() + "-1"));
        Path other = Files.createFile(where.resolve(DEAD + "notes"));

        RuntimeDirectory.sweep(where);

        assertThat(where).isDirectoryContaining(living::equals).isDirectoryContaining(other::equals);
        assertThat(where.toFile().list()).hasSize(2);
    }

    @Test
    void linksLeadNowhere() throws IOException {
        Path precious =
                Files.createFile(Files.createDirectory(where.resolve("etc")).resolve("passwd"));
        Files.createSymbolicLink(where.resolve(DEAD + "1"), precious.getParent());

        RuntimeDirectory.sweep(where);

        assertThat(precious).exists();
        assertThat(where.toFile().list()).containsExactly("etc");
    }

    @Test
    void whatOthersOwnIsLeft() throws IOException {
        Path others = Files.createDirectory(where.resolve(DEAD + "1"));
        boolean root = Files.getAttribute(others, "unix:uid").equals(0);
        if (root) {
            Files.setAttribute(others, "unix:uid", 65534);
        }

        RuntimeDirectory.sweep(where);

        assertThat(Files.exists(others)).isEqualTo(root);
    }

    @Test
    void overlaysGoWhereTheyMayGrow() throws IOException {
        Path large = Files.createDirectory(where.resolve("large"));
        try (RuntimeDirectory directory = new RuntimeDirectory(large)) {
            assertThat(directory.overlay(3).getParent()).isEqualTo(large);
            assertThat(directory.overlay(3)).isNotEqualTo(directory.overlay(3));
            Files.createFile(directory.overlay(3));
        }
        try (RuntimeDirectory directory = new RuntimeDirectory(where.resolve("missing"))) {
            assertThat(directory.overlay(0).getParent()).isEqualTo(RuntimeDirectory.overlays());
        }
        RuntimeDirectory.sweep(large);
        assertThat(large.toFile().list()).as("its process lives").hasSize(1);
    }
}
