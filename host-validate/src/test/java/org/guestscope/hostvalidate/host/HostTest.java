package org.guestscope.hostvalidate.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class HostTest {
    @TempDir
    Path root;

    private CapturedHost captured() {
        return new CapturedHost(root);
    }

    @Test
    void whatIsMissingHasNoTextNoLinksAndNoNames() {
        Host host = captured().host();
        assertThat(host.text("/nothing")).isNull();
        assertThat(host.lines("/nothing")).isNull();
        assertThat(host.value("/nothing")).isEmpty();
        assertThat(host.list("/nothing")).isEmpty();
        assertThat(host.linkCount("/nothing")).isEqualTo(-1);
        assertThat(host.bytes("/nothing", 0, 4)).isNull();
        assertThat(host.exists("/nothing")).isFalse();
    }

    @Test
    void aFolderHasNoTextButReadsAsAnEmptyStream() {
        Host host = captured().folder("/proc/cpuinfo").host();
        assertThat(host.text("/proc/cpuinfo")).isNull();
        assertThat(host.lines("/proc/cpuinfo")).isEmpty();
    }

    @Test
    @Timeout(60)
    void aPipeIsNotWaitedFor() throws IOException, InterruptedException {
        Path pipe = root.resolve("pipe");
        Process made = new ProcessBuilder("mkfifo", pipe.toString()).start();
        Assumptions.assumeTrue(made.waitFor() == 0, "needs mkfifo");
        assertThat(captured().host().text("/pipe")).isNull();
        assertThat(captured().host().bytes("/pipe", 0, 1)).isNull();
    }

    @Test
    void aFileThatNeverEndsIsCutAtTheLimit() throws IOException {
        Files.createSymbolicLink(root.resolve("endless"), Path.of("/dev/zero"));
        assertThat(captured().host().text("/endless")).hasSize(Host.TEXT_LIMIT);
    }

    @Test
    void linksOfAFolderCountItsSubfoldersOnly() {
        Host host =
                captured().folder("/groups/0", "/groups/1").file("/groups/file").host();
        assertThat(host.linkCount("/groups")).isEqualTo(4);
    }

    @Test
    void aLoopOfLinksIsNothing() throws IOException {
        Files.createSymbolicLink(root.resolve("loop"), Path.of("loop"));
        Host host = captured().host();
        assertThat(host.exists("/loop")).isFalse();
        assertThat(host.text("/loop")).isNull();
        assertThat(host.lines("/loop")).isNull();
    }

    @Test
    void bytesThatAreNoTextAreReplaced() {
        Host host = captured().bytes("/raw", new byte[] {(byte) 0xFF, 0, 'a'}).host();
        assertThat(host.text("/raw")).isEqualTo("\uFFFD\0a");
        assertThat(host.contents("/raw")).containsExactly(0xFF, 0, 'a');
    }

    @Test
    void capturedFilesRunNoPrograms() {
        Host host = captured().program("true").host();
        assertThat(host.program("true")).isEqualTo("/usr/bin/true");
        assertThat(host.output("/usr/bin/echo", "text")).isEmpty();
    }

    @Test
    void architecturesHaveTheirKernelsAndTheirRuntimesNames() {
        assertThat(Architecture.of("amd64")).isEqualTo(Architecture.X86_64);
        assertThat(Architecture.of("i586")).isEqualTo(Architecture.I686);
        assertThat(Architecture.of("arm64")).isEqualTo(Architecture.AARCH64);
        assertThat(Architecture.of("armv7l").isArm()).isTrue();
        assertThat(Architecture.of("s390").isS390()).isTrue();
        assertThat(Architecture.of("ppc")).isEqualTo(Architecture.OTHER);
        assertThat(Architecture.of(null)).isEqualTo(Architecture.OTHER);
    }
}
