package org.guestscope.virtwhat.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RootTest {

    @TempDir
    Path folder;

    private Path tree;
    private Root root;

    @BeforeEach
    void aTreeBesideASecret() throws IOException {
        Files.writeString(folder.resolve("secret"), "secret");
        tree = folder.resolve("tree");
        Files.createDirectories(tree.resolve("proc"));
        Files.writeString(tree.resolve("proc/cpuinfo"), "model\n");
        root = Root.below(tree);
    }

    @Test
    void aFileReadsAsItsBytes() throws IOException {
        Files.write(tree.resolve("bytes"), new byte[] {0, (byte) 0xff, 'a'});

        assertThat(root.text("/bytes")).isEqualTo("\0\u00ffa");
        assertThat(root.text("/proc/cpuinfo")).isEqualTo("model\n");
    }

    @Test
    void whatIsNoRegularFileIsAbsent() {
        assertThat(root.text("/absent")).isNull();
        assertThat(root.text("/proc")).isNull();
        assertThat(root.isFile("/proc")).isFalse();
        assertThat(root.isDirectory("/proc/cpuinfo")).isFalse();
        assertThat(root.unreadable()).isEmpty();
    }

    @Test
    void aPipeIsNotOpened() throws IOException, InterruptedException {
        Process mkfifo = new ProcessBuilder("mkfifo", tree.resolve("pipe").toString()).start();
        assumeTrue(mkfifo.waitFor(10, TimeUnit.SECONDS) && mkfifo.exitValue() == 0, "mkfifo is missing");

        assertThat(root.text("/pipe")).isNull();
        assertThat(root.exists("/pipe")).isTrue();
    }

    @Test
    void aHugeFileIsReadToItsLimit() throws IOException {
        try (RandomAccessFile huge = new RandomAccessFile(tree.resolve("huge").toFile(), "rw")) {
            huge.setLength(1L << 40);
        }

        assertThat(root.text("/huge")).hasSize(Root.LIMIT_BYTES);
    }

    @Test
    void aDeviceIsNotRead() throws IOException {
        Files.createSymbolicLink(tree.resolve("endless"), Path.of("/dev/zero"));

        assertThat(root.text("/endless")).isNull();
        assertThat(Root.ofMachine().text("/dev/zero")).isNull();
    }

    @Test
    void linksStayInTheTree() throws IOException {
        Files.createSymbolicLink(tree.resolve("absolute"), Path.of("/proc/cpuinfo"));
        Files.createSymbolicLink(tree.resolve("relative"), Path.of("proc/../proc/cpuinfo"));
        Files.createSymbolicLink(tree.resolve("folder"), Path.of("proc"));
        Files.createSymbolicLink(tree.resolve("out"), Path.of("../secret"));
        Files.createSymbolicLink(tree.resolve("far"), folder.resolve("secret"));

        assertThat(root.text("/absolute")).isEqualTo("model\n");
        assertThat(root.text("/relative")).isEqualTo("model\n");
        assertThat(root.text("/folder/cpuinfo")).isEqualTo("model\n");
        assertThat(root.text("/out")).isNull();
        assertThat(root.text("/far")).isNull();
        assertThat(root.text("/../secret")).isNull();
    }

    @Test
    void loopsOfLinksEnd() throws IOException {
        Files.createSymbolicLink(tree.resolve("self"), Path.of("self"));
        Files.createSymbolicLink(tree.resolve("growing"), Path.of("growing/growing"));
        Files.createSymbolicLink(tree.resolve("l0"), Path.of("proc"));
        for (int i = 1; i < 40; i++) {
            // Each link doubles the work of one that follows them without counting.
            Files.createSymbolicLink(tree.resolve("l" + i), Path.of("l" + (i - 1) + "/../l" + (i - 1)));
        }

        assertThat(root.text("/self")).isNull();
        assertThat(root.isDirectory("/growing/x")).isFalse();
        assertThat(root.text("/l39/cpuinfo")).isNull();
    }

    @Test
    void whatMayNotBeReadIsRemembered() throws IOException {
        Path closed = Files.writeString(tree.resolve("closed"), "text");
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
        assumeTrue(!Files.isReadable(closed), "root may read everything");

        assertThat(root.text("/closed")).isNull();
        assertThat(root.unreadable()).containsExactly(new Root.Unreadable("/closed", "Permission denied"));
    }

    @Test
    void aMachineWithoutProcAndSysAnswersAll(@TempDir Path empty) {
        Evidence evidence = Evidence.below(empty);

        assertThat(evidence.signature().text()).isEmpty();
        assertThat(evidence.dmi().isEmpty()).isTrue();
        assertThat(evidence.processOneEnvironment()).isEmpty();
        assertThat(evidence.mounts().atRoot()).isNull();
        assertThat(evidence.cpuid()).isNull();
        assertThat(evidence.architecture()).isNotEmpty();
        assertThat(evidence.root().names("/proc/device-tree")).isEmpty();
    }
}
