package org.guestscope.disk.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.DiskFormatException;
import org.guestscope.disk.SparseDevice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a mount would refuse is refused with the structure, the field and what was expected; nothing gets further. */
class DamagedFilesystemsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ext4-no64  | 0x404  | ffffffff | blocks_count 4294967295, device holds 16384
            ext4-no64  | 0x414  | ffffff00 | first_data_block 16777215 of 16384 blocks
            ext4-no64  | 0x418  | 03000000 | log_block_size 3, must be 0..2
            ext4-no64  | 0x41c  | 05000000 | log_cluster_size 5, must be 2
            ext4-no64  | 0x420  | 00000000 | blocks_per_group 0, must be
            ext4-no64  | 0x420  | ffffffff | blocks_per_group 4294967295, must be 1..32768
            ext4-no64  | 0x428  | 01000000 | inodes_per_group 1, must be 16..32768
            ext4-no64  | 0x428  | 20000000 | inodes_count 16384, 1 groups of 32 inodes have 32
            ext4-no64  | 0x458  | 0300     | inode_size 3, must be a power of two
            ext4-no64  | 0x454  | 05000000 | first_ino 5, must be at least 11
            ext4-no64  | 0x4ce  | ffff     | reserved_gdt_blocks 65535, must be at most 1024
            ext4-no64  | 0x460  | c2120000 | feature_incompat 0x12c2
            ext4-no64  | 0x4e0  | ffff0000 | inode 65535, must be 1..16384
            ext4-no64  | 0x1008 | ffffffff | inode table of group 0 block 4294967295, must be 0..
            ext4-4k    | 0x478  | 58       | checksum
            ext3-1k    | 0x4e0  | 0b000000 | bad ext4 journal superblock
            xfs-v4     | 0x4    | 00002000 | none
            xfs-v4     | 0x8    | 0000000000ffffff | none
            xfs-v4     | 0x30   | 0000000000000000 | logstart 0: the log is on another device
            xfs-v4     | 0x10   | 0000000000000009 | rblocks 9: the realtime device is missing
            xfs-v4     | 0x60   | 7fffffff | logstart
            xfs-v4     | 0x64   | b4a6     | versionnum 0xb4a6, must be version 4 or 5
            xfs-v4     | 0x7e   | 01       | inprogress 1: mkfs did not finish
            xfs-v4     | 0x6a   | 0007     | inopblock 7, inopblog 4
            xfs-v5     | 0x90   | ff       | crc 0x
            fat16      | 0xb    | ff01     | none
            fat12      | 0x11   | ffff     | dir_entries 65535, must fill sectors of 512 bytes
            fat32      | 0x2c   | ffffff0f | root_cluster 268435455
            fat32      | 0x24   | ffffff00 | none
            exfat-4k   | 0x5c   | ffffffff | clu_count 4294967295
            exfat-4k   | 0x60   | 00000000 | root_cluster 0
            exfat-4k   | 0x6c   | 08       | sect_size_bits 8
            exfat-4k   | 0x6e   | 03       | num_fats 3, must be 1 or 2
            exfat-4k   | 0x70   | 01       | exact
            exfat-4k   | 0x71   | 01       | checksum
            ntfs-512   | 0x28   | ffffffffffffff7f | number_of_sectors 9223372036854775807
            ntfs-512   | 0x40   | 03       | none
            ntfs-512   | 0x4006 | 0900     | usa_count
            f2fs-std   | 0x410  | 0d000000 | exact
            iso-plain  | 0x8080 | 0010     | logical block size 4096, must be 512, 1024 or 2048
            iso-plain  | 0x809e | ffffff7f | bad ISO 9660 root directory
            squash-xz  | 0x14   | 0900     | compression 9
            squash-xz  | 0xc    | 00000300 | block_size 196608, log 12
            squash-xz  | 0x28   | ffffff7f00000000 | bytes_used 2147483647
            squash-xz  | 0x1e   | 0100     | version 4.1, must be 4.0
            erofs-lz4  | 0x40c  | 0d       | blkszbits 13, must be 12
            erofs-lz4  | 0x450  | 00010000 | feature_incompat 0x100
            erofs-lz4  | 0x410  | ff       | checksum
            reiserfs   | 0x10000 | ffffffff | block_count 4294967295
            reiserfs   | 0x1002c | 0003    | none
            reiserfs   | 0x1000c | ffffffff | reiserfs journal
            minix1     | 0x404  | 0000     | none
            minix3     | 0x41c  | 0003     | blocksize 768
            bfs        | 0x4    | 00000000 | start, end 0
            bfs        | 0x248  | ffffff7f | blocks
            udf-2048   | 0x80004 | 99      | exact
            btrfs-std  | 0x10090 | 00200000 | csum does not match the superblock
            """)
    void damagedFieldIsNamed(String fixture, String offset, String bytes, String why) throws IOException {
        SparseDevice device = Fixture.device(fixture);
        device.put(Long.decode(offset), HexFormat.of().parseHex(bytes));
        Optional<Filesystem> found = FilesystemProbe.probe(device);
        if (why.equals("none")) {
            assertThat(found).isEmpty();
            return;
        }
        Usage usage = found.orElseThrow().usage();
        if (why.equals("exact")) {
            assertThat(usage).isInstanceOf(Usage.Exact.class);
            return;
        }
        assertThat(usage)
                .isInstanceOfSatisfying(
                        Usage.NotMountable.class,
                        u -> assertThat(u.why())
                                .startsWith(fixture + ".map.gz: ")
                                .contains(why));
    }

    @Test
    void journalWithDamagedCommitIsNotMountable() throws IOException {
        SparseDevice device = Fixture.device("ext4-4k-dirty");
        byte[] block = new byte[4096];
        int damaged = 0;
        for (long offset = 0; offset < device.size(); offset += block.length) {
            device.read(offset, java.nio.ByteBuffer.wrap(block));
            java.nio.ByteBuffer in = java.nio.ByteBuffer.wrap(block);
            if (in.getInt(0) == 0xc03b3998 && in.getInt(4) == 2) {
                device.put(offset + 40, new byte[] {1});
                damaged++;
            }
        }
        assertThat(damaged).isPositive();
        assertThat(FilesystemProbe.probe(device).orElseThrow().usage())
                .isInstanceOfSatisfying(
                        Usage.NotMountable.class, u -> assertThat(u.why()).contains("wrong checksum"));
    }

    /** Bytes changed at random, mostly in the fields that are read: an answer or a refusal, and soon. */
    @ParameterizedTest
    @MethodSource("org.guestscope.disk.fs.Fixture#all")
    void randomDamageNeverGetsFurtherThanARefusal(Fixture fixture) {
        Random random = new Random(fixture.name().hashCode());
        assertTimeoutPreemptively(Duration.ofSeconds(120), () -> {
            for (int round = 0; round < 25; round++) {
                List<BlockDevice> devices = new ArrayList<>();
                for (BlockDevice device : fixture.load()) {
                    devices.add(damaged((SparseDevice) device, random));
                }
                try {
                    FilesystemProbe.over(devices).filesystemOn(devices.get(0));
                } catch (DiskFormatException refused) {
                    assertThat(refused.getMessage()).contains(".map.gz");
                }
            }
        });
    }

    private static SparseDevice damaged(SparseDevice device, Random random) {
        long[] superblocks = {0, 512, 1024, 4096, 8192, 32768, 65536, 2L * device.size() / 3};
        for (int i = 0; i < 6; i++) {
            long base = superblocks[random.nextInt(superblocks.length)];
            long offset = Math.min(base + random.nextInt(1024), device.size() - 1);
            byte value = (byte) (random.nextBoolean() ? 0xff : random.nextInt(256));
            device.put(offset, new byte[] {value});
        }
        return device;
    }
}
