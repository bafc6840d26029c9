package org.guestscope.hostvalidate.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarkerInitramfsTest {
    @TempDir
    Path folder;

    private static byte[] program() {
        byte[] archive = MarkerInitramfs.archive();
        String header = new String(archive, 0, 110, StandardCharsets.US_ASCII);
        int size = Integer.parseInt(header.substring(54, 62), 16);
        byte[] program = new byte[size];
        // Header (110), "init" and its NUL (5), padded to 4.
        System.arraycopy(archive, 116, program, 0, size);
        return program;
    }

    @Test
    void theArchiveHoldsInitAndItsTrailer() {
        String text = new String(MarkerInitramfs.archive(), StandardCharsets.ISO_8859_1);
        assertThat(text).startsWith("070701").contains("init\0", "TRAILER!!!\0", MarkerInitramfs.MARKER);
        assertThat(text.length() % 4).isZero();
    }

    @Test
    void theProgramIsAnElfExecutableThatFillsItsSegment() {
        ByteBuffer elf = ByteBuffer.wrap(program()).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(elf.getInt(0)).isEqualTo(0x464C457F);
        assertThat(elf.getLong(24)).isEqualTo(0x400078);
        assertThat(elf.getLong(64 + 32)).isEqualTo(elf.capacity());
    }

    @Test
    void theProgramWritesItsMarkerAndWaits() throws IOException, InterruptedException {
        Assumptions.assumeTrue("amd64".equals(System.getProperty("os.arch")), "the program is x86-64 code");
        Path file = Files.write(folder.resolve("init"), program());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        Process process = new ProcessBuilder(file.toString()).start();
        try {
            byte[] output = process.getInputStream().readNBytes(MarkerInitramfs.MARKER.length() + 1);
            assertThat(new String(output, StandardCharsets.US_ASCII)).isEqualTo(MarkerInitramfs.MARKER + "\n");
            assertThat(process.waitFor(50, TimeUnit.MILLISECONDS)).isFalse();
        } finally {
            process.destroyForcibly();
        }
    }
}
