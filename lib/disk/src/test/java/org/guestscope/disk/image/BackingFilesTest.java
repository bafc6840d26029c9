package org.guestscope.disk.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.guestscope.disk.DiskFormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackingFilesTest {

    private static final int CLUSTER = 512;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    /** An image without data of its own, so that all it shows comes from its backing file. */
    private Path overlay(String name, String backing, long size) throws IOException {
        ByteBuffer image = ByteBuffer.allocate(3 * CLUSTER);
        byte[] reference = backing.getBytes(StandardCharsets.UTF_8);
        image.putInt(0x514649fb).putInt(2); // magic, version
        image.putLong(104).putInt(reference.length); // backing_file_offset, backing_file_size
        image.putInt(9).putLong(size).putInt(0); // cluster_bits, size, crypt_method
        image.putInt(64).putLong(CLUSTER); // l1_size, l1_table_offset
        image.position(104).put(reference);
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, image.array());
    }

    private static byte[] contents(Path file) throws IOException {
        try (DiskImage image = DiskImages.open(file, OpenOptions.defaults())) {
            return Fixtures.readAll(image);
        }
    }

    @Test
    void relativeNamesAreRelativeToTheFileThatHasThem() throws IOException {
        Path top = overlay("top.qcow2", "sub/middle.qcow2", 2048);
        overlay("sub/middle.qcow2", "../base.img", 1024);
        Files.write(directory.resolve("base.img"), "the base".getBytes(StandardCharsets.US_ASCII));

        byte[] disk = contents(top);

        assertThat(disk).hasSize(2048).startsWith("the base".getBytes(StandardCharsets.US_ASCII));
        assertThat(disk[1024]).as("behind the backing file's end").isZero();
    }

    @Test
    void chainThatComesBackToItselfIsRefused() throws IOException {
        Path a = overlay("a.qcow2", "b.qcow2", 1024);
        Path b = overlay("b.qcow2", "a.qcow2", 1024);

        assertThatThrownBy(() -> contents(a))
                .isInstanceOf(DiskFormatException.Unsupported.class)
                .hasMessage(
                        b + ": unsupported backing file: 'a.qcow2' is part of the same image already, not followed");
    }

    @Test
    void chainIsFollowedOnlySoFar() throws IOException {
        Path top = overlay("0.qcow2", "1.qcow2", 1024);
        for (int i = 1; i <= OpenOptions.DEFAULT_CHAIN_DEPTH; i++) {
            overlay(i + ".qcow2", (i + 1) + ".qcow2", 1024);
        }

        assertThatThrownBy(() -> contents(top)).hasMessageEndingWith("backing file: chain of more than 200 images");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nbd://192.0.2.1/x",
                "json:{\"driver\":\"raw\"}",
                "blkdebug::/etc/shadow",
                "fat:/",
                "/dev/zero",
                "/proc/self/mem",
                "/etc/shadow",
                "file:/etc/passwd",
                "../../../../../../../../../../etc/passwd",
                "a\nb",
                "good.img\0/etc/shadow"
            })
    void namesThatAreNoPlainImageFileAreNotFollowed(String backing) throws IOException {
        Path file = overlay("top.qcow2", backing, 1024);

        assertThatThrownBy(() -> contents(file))
                .isInstanceOf(DiskFormatException.Unsupported.class)
                .hasMessageStartingWith(file + ": unsupported backing file: '")
                .hasMessageEndingWith("not followed")
                .hasMessageNotContaining("\n");
    }

    @Test
    void linkToASystemFileIsNotFollowed() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("innocent.img"), Path.of("/etc/passwd"));
        Path file = overlay("top.qcow2", "innocent.img", 1024);

        assertThatThrownBy(() -> contents(file)).hasMessageContaining("lies in a system directory");
        Files.delete(link);
    }

    @Test
    void missingBackingFileIsNamedWithTheImageThatWantsIt() throws IOException {
        Path file = overlay("top.qcow2", "gone.img", 1024);

        assertThatThrownBy(() -> contents(file))
                .hasMessage(file + ": backing file 'gone.img': No such file or directory");
    }

    @Test
    void vmdkExtentsAndParentsFollowTheSameRules() throws IOException {
        Path extent = Files.writeString(
                directory.resolve("extent.vmdk"),
                "# Disk DescriptorFile\nversion=1\nparentCID=ffffffff\nRW 8 FLAT \"../../../../../../../../etc/passwd\" 0\n");
        Path parent = Files.writeString(
                directory.resolve("parent.vmdk"),
                "# Disk DescriptorFile\nversion=1\nparentCID=12345678\nparentFileNameHint=\"/etc/shadow\"\nRW 8 ZERO\n");

        assertThatThrownBy(() -> contents(extent))
                .hasMessageStartingWith(extent + ": unsupported extent: '")
                .hasMessageEndingWith("lies in a system directory, not followed");
        assertThatThrownBy(() -> contents(parent))
                .hasMessageMatching(
                        ".*parent.vmdk: unsupported parent: '/etc/shadow' .*not followed|.*Permission denied");
    }

    @Test
    void vmdkExtentsStandOneBehindTheOther() throws IOException {
        Files.write(
                directory.resolve("flat.img"), "....second..first".repeat(64).getBytes(StandardCharsets.US_ASCII));
        Path file = Files.writeString(
                directory.resolve("disk.vmdk"),
                "# Disk DescriptorFile\nversion=1\nRW 1 FLAT \"flat.img\" 1\nRW 1 ZERO\nRW 1 FLAT \"flat.img\" 0\n");

        byte[] disk = contents(file);

        byte[] flat = Files.readAllBytes(directory.resolve("flat.img"));
        assertThat(ByteBuffer.wrap(disk, 0, 512)).isEqualTo(ByteBuffer.wrap(flat, 512, 512));
        assertThat(ByteBuffer.wrap(disk, 512, 512)).isEqualTo(ByteBuffer.allocate(512));
        assertThat(ByteBuffer.wrap(disk, 1024, 512)).isEqualTo(ByteBuffer.wrap(flat, 0, 512));
    }
}
