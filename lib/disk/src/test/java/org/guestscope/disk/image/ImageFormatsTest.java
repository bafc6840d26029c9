package org.guestscope.disk.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.guestscope.disk.DiskFormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageFormatsTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "v2.qcow2, QCOW2",
        "v3.qcow2, QCOW2",
        "c512.qcow2, QCOW2",
        "c2M.qcow2, QCOW2",
        "deflate.qcow2, QCOW2",
        "zstd.qcow2, QCOW2",
        "subclusters.qcow2, QCOW2",
        "c4k.qed, QED",
        "dynamic.vdi, VDI",
        "fixed.vdi, VDI",
        "dynamic.vhd, VHD",
        "dynamic.vhdx, VHDX",
        "fixed.vhdx, VHDX",
        "sparse.vmdk, VMDK",
        "stream.vmdk, VMDK",
        "expandable.hdd, PARALLELS"
    })
    void imageIsProbedAndHoldsTheDisk(String name, ImageFormat format) throws IOException {
        try (DiskImage image = DiskImages.open(Fixtures.unpack(name, directory), OpenOptions.defaults())) {
            assertThat(image.format()).isEqualTo(format);
            assertThat(image.warnings()).isEmpty();
            assertThat(Fixtures.readAll(image)).isEqualTo(Fixtures.source());
        }
    }

    @Test
    void fixedVhdIsRawUntilItsFormatIsStated() throws IOException {
        Path file = Fixtures.unpack("fixed.vhd", directory);

        try (DiskImage probed = DiskImages.open(file, OpenOptions.defaults())) {
            assertThat(probed.format()).isEqualTo(ImageFormat.RAW);
            assertThat(probed.size()).isEqualTo(Fixtures.source().length + 512);
        }
        try (DiskImage stated = DiskImages.open(file, OpenOptions.defaults().withFormat(ImageFormat.VHD))) {
            assertThat(Fixtures.readAll(stated)).isEqualTo(Fixtures.source());
        }
    }

    @Test
    void rawImageIsFilledUpToWholeSectorsAndWarnedAbout() throws IOException {
        Path file = Files.write(directory.resolve("odd.img"), new byte[] {1, 2, 3});

        try (DiskImage image = DiskImages.open(file, OpenOptions.defaults())) {
            byte[] expected = Arrays.copyOf(new byte[] {1, 2, 3}, 512);
            assertThat(Fixtures.readAll(image)).isEqualTo(expected);
            assertThat(image.warnings()).singleElement().asString().startsWith(file + ": format not stated");
        }
    }

    @Test
    void rawImageWithLargeSectorsLosesWhatDoesNotFillOne() throws IOException {
        Path file = Files.write(directory.resolve("odd.img"), new byte[4096 + 512]);

        try (DiskImage image = DiskImages.open(
                file, OpenOptions.defaults().withFormat(ImageFormat.RAW).withSectorSize(4096))) {
            assertThat(image.size()).isEqualTo(4096);
            assertThat(image.sectorSize()).isEqualTo(4096);
        }
    }

    @Test
    void statedRawStaysRawWhateverTheGuestWroteIntoIt() throws IOException {
        Path file = Fixtures.unpack("v3.qcow2", directory);

        try (DiskImage image = DiskImages.open(file, OpenOptions.defaults().withFormat(ImageFormat.RAW))) {
            assertThat(Fixtures.readAll(image)).isEqualTo(Fixtures.bytes("v3.qcow2"));
            assertThat(image.warnings()).isEmpty();
        }
    }

    @Test
    void statedFormatThatTheFileHasNotIsRefused() throws IOException {
        Path file = Files.write(directory.resolve("plain.img"), new byte[65536]);

        assertThatThrownBy(() -> DiskImages.open(file, OpenOptions.defaults().withFormat(ImageFormat.QCOW2)))
                .isInstanceOf(DiskFormatException.NotThisFormat.class)
                .hasMessage(file + ": not a qcow2: magic is 0x00000000, must be 0x514649fb");
    }

    @Test
    void encryptedImagesAreNamedAsSuch() throws IOException {
        byte[] bytes = Fixtures.bytes("v3.qcow2");
        ByteBuffer.wrap(bytes).putInt(32, 2);
        Path qcow2 = Files.write(directory.resolve("e.qcow2"), bytes);
        Path luks = Files.write(
                directory.resolve("e.luks"),
                Arrays.copyOf("LUKS\u00ba\u00be\0\1".getBytes(StandardCharsets.ISO_8859_1), 4096));

        assertThatThrownBy(() -> DiskImages.open(qcow2, OpenOptions.defaults()))
                .hasMessage(qcow2
                        + ": unsupported qcow2 header: it is encrypted (crypt_method 2), and its key is not known");
        assertThatThrownBy(() -> DiskImages.open(luks, OpenOptions.defaults()))
                .hasMessage(luks + ": unsupported luks image: it is encrypted, and its key is not known");
    }

    @Test
    void whatIsNoFileOrDeviceIsRefusedBeforeItIsOpened() {
        assertThatThrownBy(() -> DiskImages.open(directory, OpenOptions.defaults()))
                .isInstanceOf(FileSystemException.class)
                .hasMessage(directory + ": is a directory");
        assertThatThrownBy(() -> DiskImages.open(Path.of("/dev/zero"), OpenOptions.defaults()))
                .hasMessage("/dev/zero: is not a regular file");
        assertThatThrownBy(() -> DiskImages.open(directory.resolve("missing.img"), OpenOptions.defaults()))
                .hasMessage(directory.resolve("missing.img") + ": No such file or directory");
    }
}
