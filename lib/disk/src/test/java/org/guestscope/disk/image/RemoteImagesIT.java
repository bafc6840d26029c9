package org.guestscope.disk.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.guestscope.disk.DiskFormatException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Disks that a real qemu-nbd reads for us. */
class RemoteImagesIT {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    @BeforeAll
    static void requireQemu() {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/qemu-nbd")), "qemu-nbd is missing (package qemu-utils)");
    }

    @Test
    void imageOnAnNbdServerIsReadByItsFormat() throws IOException, InterruptedException {
        Path file = Fixtures.unpack("deflate.qcow2", directory);
        Path socket = directory.resolve("served.sock");
        Process server = new ProcessBuilder(
                        "qemu-nbd",
                        "--persistent",
                        "--read-only",
                        "--format=raw",
                        "--socket=" + socket,
                        file.toString())
                .inheritIO()
                .start();
        try {
            for (int i = 0; i < 6000 && !Files.exists(socket); i++) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
            try (DiskImage image = DiskImages.openUri("nbd+unix:///?socket=" + socket, OpenOptions.defaults())) {
                assertThat(image.format()).isEqualTo(ImageFormat.QCOW2);
                assertThat(Fixtures.readAll(image)).isEqualTo(Fixtures.source());
            }
        } finally {
            server.destroy();
            server.waitFor();
        }
    }

    @Test
    void rareFormatIsReadThroughQemuAndNothingIsLeftBehind() throws IOException, InterruptedException {
        Path raw = Files.write(directory.resolve("src.raw"), Fixtures.source());
        Path qcow = directory.resolve("old,with comma.qcow");
        int status = new ProcessBuilder(
                        "qemu-img", "convert", "-f", "raw", "-O", "qcow", raw.toString(), qcow.toString())
                .inheritIO()
                .start()
                .waitFor();
        assertThat(status).isZero();

        try (DiskImage image = DiskImages.open(qcow, OpenOptions.defaults())) {
            assertThat(image.format()).isEqualTo(ImageFormat.QCOW);
            assertThat(Fixtures.readAll(image)).isEqualTo(Fixtures.source());
        }

        assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive))
                .isEmpty();
    }

    @Test
    void rareFormatWithABackingFileIsRefused() throws IOException {
        byte[] header = Arrays.copyOf(new byte[] {'Q', 'F', 'I', (byte) 0xfb, 0, 0, 0, 1}, 512);
        header[15] = 48;
        Path file = Files.write(directory.resolve("backed.qcow"), header);

        assertThatThrownBy(() -> DiskImages.open(file, OpenOptions.defaults()))
                .isInstanceOf(DiskFormatException.Unsupported.class)
                .hasMessage(file + ": unsupported qcow header: it has a backing file");
    }

    @Test
    void refusedConnectionIsToldInQemusWordsWithoutThePassword() {
        assertThatThrownBy(() -> DiskImages.openUri("nbd://user:secret@127.0.0.1:1/x", OpenOptions.defaults()))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("nbd://user:***@127.0.0.1:1/x: ")
                .hasMessageContaining("refused")
                .hasMessageNotContaining("secret");
    }
}
