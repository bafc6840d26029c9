package org.guestscope.disk.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import org.guestscope.disk.SparseDevice;
import org.guestscope.disk.partition.Partition.Role;
import org.guestscope.disk.partition.PartitionTable.Scheme;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PartitionTableTest {

    private static final int MIB = 1 << 20;

    /** A boot record whose entries are type, start and count in turn. */
    private static byte[] bootRecord(long... entries) {
        ByteBuffer record = ByteBuffer.allocate(512).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < entries.length; i += 3) {
            int at = 446 + i / 3 * 16;
            record.put(at + 4, (byte) entries[i])
                    .putInt(at + 8, (int) entries[i + 1])
                    .putInt(at + 12, (int) entries[i + 2]);
        }
        return record.putShort(510, (short) 0xaa55).array();
    }

    private static SparseDevice mbrDisk(long... entries) {
        return new SparseDevice("disk", 64 * MIB).put(0, bootRecord(entries));
    }

    @Test
    void emptySlotsLeaveTheirNumbersUnused() throws IOException {
        PartitionTable table = PartitionTable.read(mbrDisk(0, 0, 0, 0x0c, 8192, 2048, 0, 0, 0, 0x83, 2048, 4096))
                .orElseThrow();

        assertThat(table.scheme()).isEqualTo(Scheme.MBR);
        assertThat(table.partitions())
                .containsExactly(
                        new Partition(2, 4 * MIB, MIB, Role.DATA, "0x0c"),
                        new Partition(4, MIB, 2 * MIB, Role.DATA, "0x83"));
    }

    @Test
    void logicalPartitionsCountFromFiveAndTheExtendedOneHoldsNoFilesystem() throws IOException {
        SparseDevice disk = mbrDisk(0x83, 2048, 2048, 0x0f, 8192, 32768)
                .put(8192 * 512, bootRecord(0x83, 63, 1000, 0x05, 2048, 4096))
                .put((8192 + 2048) * 512, bootRecord(0x07, 63, 2000));

        assertThat(PartitionTable.read(disk).orElseThrow().partitions())
                .containsExactly(
                        new Partition(1, MIB, MIB, Role.DATA, "0x83"),
                        new Partition(2, 8192 * 512, 32768L * 512, Role.EXTENDED, "0x0f"),
                        new Partition(5, (8192 + 63) * 512, 1000 * 512, Role.DATA, "0x83"),
                        new Partition(6, (8192 + 2048 + 63) * 512, 2000 * 512, Role.DATA, "0x07"));
    }

    @Test
    void endlessChainOfLogicalPartitionsIsCutAndTold() throws IOException {
        SparseDevice disk = mbrDisk(0x05, 2048, 4096).put(2048 * 512, bootRecord(0x83, 10, 20, 0x05, 0, 100));

        PartitionTable table = PartitionTable.read(disk).orElseThrow();

        assertThat(table.partitions()).extracting(Partition::number).containsExactly(1, 5);
        assertThat(table.problems())
                .containsExactly(
                        "disk: bad extended boot record at 0x100000: the chain of logical partitions has no end");
    }

    @Test
    void partitionsAreCutAtTheDisksEndAndLeftOutBehindIt() throws IOException {
        PartitionTable table = PartitionTable.read(mbrDisk(0x83, 131000, 10000, 0x83, 131072, 8))
                .orElseThrow();

        assertThat(table.partitions()).containsExactly(new Partition(1, 131000L * 512, 72 * 512, Role.DATA, "0x83"));
    }

    @Test
    void bootSectorOfAFilesystemIsNoTable() throws IOException {
        byte[] sector = bootRecord(0x83, 2048, 2048);
        sector[446] = 0x33;

        assertThat(PartitionTable.read(new SparseDevice("disk", MIB).put(0, sector)))
                .isEmpty();
    }

    @Test
    void windowsDynamicDiskPartitionIsReserved() throws IOException {
        assertThat(PartitionTable.read(mbrDisk(0x42, 63, 1000)).orElseThrow().partitions())
                .extracting(Partition::role)
                .containsExactly(Role.RESERVED);
    }

    private static final String LINUX_DATA = "AF3DC60F838472478E793D69D8477DE4";
    private static final String MICROSOFT_RESERVED = "16E3C9E35C0BB84D817DF92DF00215AE";

    /** A GPT disk with a data partition in slot 1 and a reserved one in slot 3. */
    static SparseDevice gptDisk(int sector) {
        SparseDevice disk = new SparseDevice("disk", 16 * MIB, sector);
        long lastLba = 16 * MIB / sector - 1;
        ByteBuffer entries = ByteBuffer.allocate(128 * 128).order(ByteOrder.LITTLE_ENDIAN);
        entries.put(0, HexFormat.of().parseHex(LINUX_DATA)).putLong(32, 256).putLong(40, 511);
        entries.put(256, HexFormat.of().parseHex(MICROSOFT_RESERVED))
                .putLong(256 + 32, 512)
                .putLong(256 + 40, 600);
        long entryLbas = entries.capacity() / sector;
        disk.put(0, bootRecord(0xee, 1, 0xffffffffL));
        disk.put(2L * sector, entries.array()).put((lastLba - entryLbas) * sector, entries.array());
        disk.put(sector, header(1, lastLba, 2, lastLba, entries.array()));
        disk.put(lastLba * sector, header(lastLba, 1, lastLba - entryLbas, lastLba, entries.array()));
        return disk;
    }

    private static byte[] header(long lba, long alternate, long entriesLba, long lastLba, byte[] entries) {
        ByteBuffer header = ByteBuffer.allocate(92).order(ByteOrder.LITTLE_ENDIAN);
        header.putLong(0x5452415020494645L).putInt(0x10000).putInt(92).putInt(0).putInt(0);
        header.putLong(lba).putLong(alternate).putLong(40).putLong(lastLba - 40).position(72);
        header.putLong(entriesLba).putInt(128).putInt(128).putInt((int) crc(entries));
        return header.putInt(16, (int) crc(header.array())).array();
    }

    private static long crc(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return crc.getValue();
    }

    @ParameterizedTest
    @ValueSource(ints = {512, 4096})
    void gptIsReadInUnitsOfTheDisksSectors(int sector) throws IOException {
        PartitionTable table = PartitionTable.read(gptDisk(sector)).orElseThrow();

        assertThat(table.scheme()).isEqualTo(Scheme.GPT);
        assertThat(table.problems()).isEmpty();
        assertThat(table.partitions())
                .containsExactly(
                        new Partition(
                                1, 256L * sector, 256L * sector, Role.DATA, "0FC63DAF-8483-4772-8E79-3D69D8477DE4"),
                        new Partition(
                                3, 512L * sector, 89L * sector, Role.RESERVED, "E3C9E316-0B5C-4DB8-817D-F92DF00215AE"));
    }

    @Test
    void backupIsUsedWhenThePrimaryHeaderIsBad() throws IOException {
        SparseDevice disk = gptDisk(512).put(512 + 20, new byte[] {1});

        PartitionTable table = PartitionTable.read(disk).orElseThrow();

        assertThat(table.partitions()).extracting(Partition::number).containsExactly(1, 3);
        assertThat(table.problems())
                .singleElement()
                .asString()
                .startsWith("disk: bad GPT header at 0x210: HeaderCRC32 0x");
    }

    @Test
    void backupIsUsedWhenThePrimaryEntriesAreBad() throws IOException {
        SparseDevice disk = gptDisk(512).put(1024, new byte[] {1});

        PartitionTable table = PartitionTable.read(disk).orElseThrow();

        assertThat(table.partitions()).extracting(Partition::number).containsExactly(1, 3);
        assertThat(table.problems()).singleElement().asString().startsWith("disk: bad GPT entries at 0x400: CRC32 0x");
    }

    @Test
    void tableOfWhichNothingIsLeftHasNoPartitionsAndTwoProblems() throws IOException {
        SparseDevice disk = gptDisk(512).put(512, new byte[512]).put(16 * MIB - 512, new byte[512]);

        PartitionTable table = PartitionTable.read(disk).orElseThrow();

        assertThat(table.partitions()).isEmpty();
        assertThat(table.problems())
                .containsExactly(
                        "disk: not a GPT header: at sector 1 is no signature",
                        "disk: not a GPT header: at sector 32767 is no signature");
    }

    @Test
    void gptWithoutProtectiveMbrIsNotSeenAsLinuxDoesNot() throws IOException {
        assertThat(PartitionTable.read(gptDisk(512).put(446, new byte[16]).put(510, new byte[2])))
                .isEqualTo(Optional.empty());
    }

    @Test
    void hybridMbrGivesWayToGpt() throws IOException {
        SparseDevice disk = gptDisk(512).put(0, bootRecord(0xee, 1, 255, 0x83, 256, 256));

        assertThat(PartitionTable.read(disk).orElseThrow().scheme()).isEqualTo(Scheme.GPT);
    }

    @Test
    void applePartitionMapListsItsOwnPartitionToo() throws IOException {
        SparseDevice disk = new SparseDevice("disk", 16 * MIB);
        disk.put(
                0,
                ByteBuffer.allocate(4)
                        .putShort((short) 0x4552)
                        .putShort((short) 512)
                        .array());
        disk.put(512, mapEntry(1, 63, "Apple_partition_map")).put(1024, mapEntry(2048, 4096, "Apple_HFS"));

        PartitionTable table = PartitionTable.read(disk).orElseThrow();

        assertThat(table.scheme()).isEqualTo(Scheme.MAC);
        assertThat(table.partitions())
                .containsExactly(
                        new Partition(1, 512, 63 * 512, Role.DATA, "Apple_partition_map"),
                        new Partition(2, MIB, 2 * MIB, Role.DATA, "Apple_HFS"));
    }

    private static byte[] mapEntry(int start, int count, String type) {
        ByteBuffer entry = ByteBuffer.allocate(80);
        entry.putShort((short) 0x504d)
                .putShort((short) 0)
                .putInt(2)
                .putInt(start)
                .putInt(count);
        return entry.put(48, type.getBytes(StandardCharsets.US_ASCII)).array();
    }

    /** The labels as parted writes them, and their partitions as Linux then shows them; recipe.sh made them. */
    @ParameterizedTest
    @CsvSource({
        "sun, SUN, 1 30720 47104 2 94208 61440 3 0 196608",
        "bsd, BSD, 1 30720 47104 2 94208 61440",
        "dvh, SGI, 1 30720 47104 2 94208 61440 9 0 4096 11 0 196608",
        "amiga, AMIGA, 1 30720 47104 2 94208 61440"
    })
    void labelsOfOtherSystemsAreReadAsLinuxDoes(String label, Scheme scheme, String expected) throws IOException {
        SparseDevice disk = new SparseDevice("disk", 96 * MIB);
        InputStream raw = Objects.requireNonNull(getClass().getResourceAsStream(label + ".gz"));
        try (InputStream in = new GZIPInputStream(raw)) {
            disk.put(0, in.readAllBytes());
        }

        PartitionTable table = PartitionTable.read(disk).orElseThrow();

        assertThat(table.scheme()).isEqualTo(scheme);
        assertThat(table.partitions().stream()
                        .map(p -> "%d %d %d".formatted(p.number(), p.start() / 512, p.size() / 512))
                        .collect(Collectors.joining(" ")))
                .isEqualTo(expected);
    }

    @Test
    void bsdSlicesInsideAnMbrPartitionFollowTheOthers() throws IOException {
        ByteBuffer label = ByteBuffer.allocate(512).order(ByteOrder.LITTLE_ENDIAN);
        label.putInt(0, 0x82564557).putShort(138, (short) 3);
        int[][] slices = {{1000, 64, 7}, {500, 2048, 1}, {8192, 0, 0}};
        for (int i = 0; i < slices.length; i++) {
            label.putInt(148 + i * 16, slices[i][0]).putInt(148 + i * 16 + 4, slices[i][1]);
            label.put(148 + i * 16 + 12, (byte) slices[i][2]);
        }
        SparseDevice disk = mbrDisk(0xa5, 4096, 8192, 0x0c, 16384, 2048).put((4096 + 1) * 512, label.array());

        assertThat(PartitionTable.read(disk).orElseThrow().partitions())
                .extracting(Partition::number, Partition::start)
                .containsExactly(
                        tuple(1, 4096L * 512),
                        tuple(2, 16384L * 512),
                        tuple(5, (4096L + 64) * 512),
                        tuple(6, (4096L + 2048) * 512));
    }
}
