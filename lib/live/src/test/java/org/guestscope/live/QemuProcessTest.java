package org.guestscope.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QemuProcessTest {

    private static final String UUID = "6695eb01-f6a4-8304-79aa-97f2502e193f";

    @TempDir
    Path proc;

    private void process(int pid, String commandLine, long startTicks) throws Exception {
        Path folder = Files.createDirectory(proc.resolve(Integer.toString(pid)));
        Files.writeString(folder.resolve("cmdline"), commandLine.replace(' ', '\0') + '\0');
        Files.writeString(
                folder.resolve("stat"),
                pid + " (qemu (x) 1) S 1 1 1 0 -1 4194560 1 0 0 0 1 1 0 0 20 0 4 0 " + startTicks + " 1 1");
    }

    @Test
    void uptimeIsThatOfTheProcessWithTheUuid() throws Exception {
        Files.writeString(proc.resolve("uptime"), "1000.50 2000.00\n");
        process(7, "grep -uuid-of " + UUID, 100);
        process(8, "qemu-system-x86_64 -name x -uuid " + UUID + " -m 1", 40000);
        assertThat(QemuProcess.uptime(proc, UUID)).isEqualTo(Duration.ofMillis(600_500));
    }

    @Test
    void domainWithoutAProcessHasNone() throws Exception {
        Files.writeString(proc.resolve("uptime"), "1.0 1.0\n");
        process(7, "sh", 1);
        assertThat(QemuProcess.uptime(proc, UUID)).isNull();
        assertThat(QemuProcess.uptime(proc.resolve("none"), UUID)).isNull();
    }
}
