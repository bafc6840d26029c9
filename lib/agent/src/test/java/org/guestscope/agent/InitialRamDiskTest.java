package org.guestscope.agent;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.guestscope.guest.action.Archives;
import org.guestscope.guest.action.Attributes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Initial RAM disks in the kernel's format: cpio archives one after the other, the last one compressed. */
class InitialRamDiskTest {

    /** More than a Java array holds. */
    private static final long HUGE = 2300L << 20;

    @TempDir
    Path sysroot;

    private LocalAgent agent;
    private Archives archives;

    @BeforeEach
    void start() throws IOException {
        agent = LocalAgent.at(sysroot);
        archives = agent.actions(Archives.class);
    }

    @AfterEach
    void close() throws IOException {
        agent.close();
    }

    /** One member in the "new ASCII" format of cpio. */
    private static byte[] member(String name, byte[] data) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String header = "070701" + "00000001000081a4" + "0".repeat(8 * 4)
                + String.format(Locale.ROOT, "%08x", data.length) + "0".repeat(8 * 4)
                + String.format(Locale.ROOT, "%08x", name.length() + 1) + "0".repeat(8);
        out.write(header.getBytes(US_ASCII));
        out.write(name.getBytes(US_ASCII));
        out.write(new byte[1 + (-(header.length() + name.length() + 1) & 3)]);
        out.write(data);
        out.write(new byte[-data.length & 3]);
        return out.toByteArray();
    }

    private static byte[] archive(byte[]... members) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] member : members) {
            out.write(member);
        }
        out.write(member("TRAILER!!!", new byte[0]));
        return out.toByteArray();
    }

    private byte[] compressed(String tool, byte[] plain) throws Exception {
        Path file = sysroot.resolve("plain");
        Files.write(file, plain);
        return compressed(tool, file);
    }

    private byte[] compressed(String tool, Path file) throws Exception {
        Process process = new ProcessBuilder(tool, "-qc", file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        byte[] packed = process.getInputStream().readAllBytes();
        assertThat(process.waitFor()).isZero();
        return packed;
    }

    private void disk(byte[]... parts) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.write(part);
        }
        Files.write(sysroot.resolve("initrd"), out.toByteArray());
    }

    private static byte[] program() {
        byte[] elf = new byte[64];
        byte[] start = {0x7f, 'E', 'L', 'F', 2, 1, 1};
        System.arraycopy(start, 0, elf, 0, start.length);
        elf[18] = 62; // EM_X86_64
        return elf;
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "xz", "zstd"})
    void anUncompressedArchiveBeforeTheCompressedOneIsRead(String tool) throws Exception {
        byte[] firmware = archive(member("kernel/x86/microcode", "code".getBytes(US_ASCII)));
        byte[] system = archive(member("bin/sh", program()), member("etc/name", "guest\n".getBytes(US_ASCII)));
        disk(firmware, new byte[512], compressed(tool, system));
        assertThat(archives.initrdList("/initrd")).containsExactly("kernel/x86/microcode", "bin/sh", "etc/name");
        assertThat(archives.initrdCat("/initrd", "etc/name")).isEqualTo("guest\n".getBytes(US_ASCII));
        assertThatThrownBy(() -> archives.initrdCat("/initrd", "none")).hasMessageContaining("No such file");
        disk(compressed(tool, system));
        assertThat(agent.actions(Attributes.class).fileArchitecture("/initrd")).isEqualTo("x86_64");
    }

    /** What unpacks to more than memory holds costs no memory. */
    @Test
    void whatIsNotWantedIsNotKept() throws Exception {
        Path bomb = sysroot.resolve("bomb");
        byte[] header = member("zeros", new byte[0]);
        byte[] size = String.format(Locale.ROOT, "%08x", HUGE).getBytes(US_ASCII);
        System.arraycopy(size, 0, header, 6 + 6 * 8, size.length);
        Files.write(bomb, header);
        try (RandomAccessFile file = new RandomAccessFile(bomb.toFile(), "rw")) {
            file.seek(header.length + HUGE);
            file.write(archive(member("after", "x".getBytes(US_ASCII))));
        }
        disk(compressed("zstd", bomb));
        assertThat(archives.initrdList("/initrd")).containsExactly("zeros", "after");
        assertThat(archives.initrdCat("/initrd", "after")).isEqualTo("x".getBytes(US_ASCII));
        assertThatThrownBy(() -> archives.initrdCat("/initrd", "zeros")).hasMessageContaining("too many");
        Files.write(bomb, program());
        try (RandomAccessFile file = new RandomAccessFile(bomb.toFile(), "rw")) {
            file.setLength(HUGE);
        }
        disk(compressed("zstd", bomb));
        assertThat(agent.actions(Attributes.class).fileArchitecture("/initrd")).isEqualTo("x86_64");
    }

    /** There are gzip files that unpack to themselves. */
    @Test
    void whatWasUnpackedIsNotUnpackedAgain() throws Exception {
        disk(compressed("gzip", compressed("xz", archive(member("file", new byte[1])))));
        assertThatThrownBy(() -> archives.initrdList("/initrd")).hasMessageContaining("no cpio header");
    }

    @Test
    void whatEndsTooEarlyIsToldSo() throws Exception {
        byte[] system = archive(member("file", "all of it".getBytes(US_ASCII)));
        disk(Arrays.copyOf(system, 122));
        assertThatThrownBy(() -> archives.initrdCat("/initrd", "file")).hasMessageContaining("ends too early");
        disk(Arrays.copyOf(system, 50));
        assertThatThrownBy(() -> archives.initrdList("/initrd")).hasMessageContaining("ends too early");
        byte[] packed = compressed("xz", system);
        disk(Arrays.copyOf(packed, packed.length / 2));
        assertThatThrownBy(() -> archives.initrdList("/initrd")).hasMessageContaining("Unexpected end of input");
    }
}
