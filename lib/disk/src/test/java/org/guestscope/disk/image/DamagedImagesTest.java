package org.guestscope.disk.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.guestscope.disk.DiskFormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One field of a good image changed: the error names the file, the place, the structure and what was expected. */
class DamagedImagesTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v3.qcow2 | 4 | 00000063 | unsupported qcow2 header: version 99",
                "v3.qcow2 | 20 | 00000028 | bad qcow2 header at 0x14: cluster_bits 40, must be 9..21",
                "v3.qcow2 | 24 | ffffffffffffffff | bad qcow2 header at 0x18: size 0xffffffffffffffff, must be below 2^63",
                "v3.qcow2 | 36 | 00000000 | bad qcow2 header at 0x24: l1_size 0, must be at least 1 for the disk's size",
                "v3.qcow2 | 36 | 7fffffff | bad qcow2 header at 0x24: l1_size 2147483647, must be at most 4194304",
                "v3.qcow2 | 40 | 0000000000000001 | bad qcow2 header at 0x28: l1_table_offset 0x1, must be a multiple of 0x10000",
                "v3.qcow2 | 72 | 8000000000000000 | unsupported qcow2 header: incompatible feature bits 0x8000000000000000",
                "v3.qcow2 | 100 | 00000010 | bad qcow2 header at 0x64: header_length 16, must be 104..65536",
                "v3.qcow2 | 8 | 0000000000000070000fffff | bad qcow2 header at 0x10: backing_file_size 1048575, must be at most 1023",
                "v3.qcow2 | 72 | 0000000000000004 | unsupported qcow2 header: external data file without a name",
                "c4k.qed | 4 | 00000000 | bad QED header at 0x4: cluster_size 0, must be a power of 2 in 4096..67108864",
                "c4k.qed | 8 | 20000000 | bad QED header at 0x8: table_size 32, must be a power of 2 in 1..16",
                "c4k.qed | 16 | 0000000001000000 | unsupported QED header: feature bits 0x100000000",
                "c4k.qed | 40 | 0000000000000000 | bad QED header at 0x28: l1_table_offset 0x0, must be a multiple of 0x1000",
                "c4k.qed | 48 | 0102000000000000 | bad QED header at 0x30: image_size 513, must be whole sectors",
                "dynamic.vdi | 68 | 00000200 | unsupported VDI header: version 2.0",
                "dynamic.vdi | 360 | 00040000 | unsupported VDI header: sector_size 1024",
                "dynamic.vdi | 376 | 03000000 | bad VDI header at 0x178: block_size 3, must be a power of 2 in 512..1073741824",
                "dynamic.vdi | 384 | 01000000 | bad VDI header at 0x180: blocks_in_image 1 of 1048576 bytes",
                "dynamic.vhd | 48 | ffffffffffffffff | bad VHD footer at 0x30: Current Size 0xffffffffffffffff, must be below 2^63",
                "dynamic.vhd | 60 | 00000009 | unsupported VHD footer: disk type 9",
                "dynamic.vhd | 512 | 00 | bad VHD dynamic disk header at 0x200: Cookie is not 'cxsparse'",
                "dynamic.vhd | 544 | 00000007 | bad VHD dynamic disk header at 0x220: Block Size 7, must be a power of 2",
                "dynamic.vhd | 540 | 00000001 | bad VHD dynamic disk header at 0x21c: Max Table Entries 1, must be at least 2",
                "dynamic.vhdx | 65540 | 00000000 | ok",
                "dynamic.vhdx | 196612 | 00000000 | ok",
                "sparse.vmdk | 12 | ffffffffffffffff | bad VMDK sparse extent header at 0xc: capacity 0xffffffffffffffff",
                "sparse.vmdk | 20 | 0000000000000000 | bad VMDK sparse extent header at 0x14: grainSize 0 sectors",
                "sparse.vmdk | 44 | ffffffff | bad VMDK sparse extent header at 0x2c: numGTEsPerGT 4294967295, must be 1..512",
                "sparse.vmdk | 56 | 00000000000000ff | bad VMDK sparse extent header",
                "stream.vmdk | 77 | 0700 | unsupported VMDK sparse extent header: compressAlgorithm 7",
                "expandable.hdd | 16 | 09000000 | unsupported Parallels header: version 9",
                "expandable.hdd | 28 | 00000000 | bad Parallels header at 0x1c: tracks 0 sectors, must be 1..4194303",
                "expandable.hdd | 32 | 01000000 | bad Parallels header at 0x20: bat_entries 1 of 128 sectors"
            })
    void headerFieldIsChecked(String name, int offset, String hex, String expected) throws IOException {
        byte[] bytes = Fixtures.bytes(name);
        byte[] patch = HexFormat.of().parseHex(hex);
        System.arraycopy(patch, 0, bytes, offset, patch.length);
        Path file = Files.write(directory.resolve(name), bytes);

        if (expected.equals("ok")) {
            // the format keeps the structure twice
            try (DiskImage image = DiskImages.open(file, OpenOptions.defaults())) {
                assertThat(Fixtures.readAll(image)).isEqualTo(Fixtures.source());
            }
        } else {
            assertThatThrownBy(() -> DiskImages.open(file, OpenOptions.defaults()))
                    .isInstanceOf(DiskFormatException.class)
                    .hasMessageStartingWith(file + ": " + expected);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v3.qcow2 | 196608 | 8000000000000200 | bad qcow2 L1 table at 0x30000: L2 table offset 0x200, must be a multiple",
                "v3.qcow2 | 196608 | 8000400000000000 | bad qcow2 L2 table at 0x400000000000: entry of 8 bytes",
                "v3.qcow2 | 262144 | 8000000000000200 | bad qcow2 L2 table at 0x40000: cluster offset 0x200, must be a multiple",
                "v3.qcow2 | 262144 | 8000400000000000 | bad data cluster at 0x400000000000: of guest offset 0x0 lies behind",
                "deflate.qcow2 | 16384 | 4fffffffffffffff | bad qcow2 L2 table at 0x4000: compressed cluster at",
                "dynamic.vdi | 512 | fdffffff | bad data cluster at",
                "c4k.qed | 4096 | 0100000000000000 | bad QED table at 0x1000: table offset 0x1, must be a multiple of 0x1000",
                "dynamic.vhd | 1536 | 7fffffff | bad data cluster at",
                "expandable.hdd | 64 | ffffffff | bad data cluster at"
            })
    void tableEntryIsCheckedWhenItIsUsed(String name, int offset, String hex, String expected) throws IOException {
        byte[] bytes = Fixtures.bytes(name);
        byte[] patch = HexFormat.of().parseHex(hex);
        System.arraycopy(patch, 0, bytes, offset, patch.length);
        Path file = Files.write(directory.resolve(name), bytes);

        try (DiskImage image = DiskImages.open(file, OpenOptions.defaults())) {
            assertThatThrownBy(() -> Fixtures.readAll(image))
                    .isInstanceOf(DiskFormatException.Bad.class)
                    .hasMessageStartingWith(file + ": " + expected);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "v3.qcow2",
        "zstd.qcow2",
        "c4k.qed",
        "dynamic.vdi",
        "dynamic.vhd",
        "dynamic.vhdx",
        "sparse.vmdk",
        "stream.vmdk",
        "expandable.hdd"
    })
    void imageCutAnywhereEndsInAnErrorOrInWhatIsLeft(String name) throws IOException {
        byte[] bytes = Fixtures.bytes(name);
        for (int length : new int[] {1, 3, 17, 63, 64, 100, 511, 600, 4097, 70_000, 200_000, bytes.length - 1}) {
            if (length >= bytes.length) {
                continue;
            }
            Path file = Files.write(directory.resolve(length + name), Arrays.copyOf(bytes, length));
            try (DiskImage image = DiskImages.open(file, OpenOptions.defaults())) {
                Fixtures.readAll(image);
            } catch (DiskFormatException e) {
                assertThat(e).hasMessageStartingWith(file + ": ").hasMessageNotContaining("\n");
            }
        }
    }

    @Test
    void damagedCompressedClusterIsNamed() throws IOException {
        byte[] bytes = Fixtures.bytes("zstd.qcow2");
        // the first compressed cluster follows the tables
        Arrays.fill(bytes, 0x50000, 0x50020, (byte) 0x77);
        Path file = Files.write(directory.resolve("zstd.qcow2"), bytes);

        try (DiskImage image = DiskImages.open(file, OpenOptions.defaults())) {
            assertThatThrownBy(() -> Fixtures.readAll(image))
                    .hasMessage(file
                            + ": bad compressed cluster at 0x50000: must decompress to 65536 bytes, no zstd frame");
        }
    }
}
