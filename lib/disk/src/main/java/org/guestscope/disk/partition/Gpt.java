package org.guestscope.disk.partition;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.Cursor;
import org.guestscope.disk.DiskFormatException;
import org.guestscope.disk.partition.Partition.Role;
import org.guestscope.disk.partition.PartitionTable.Scheme;

/**
 * The GUID partition table.
 *
 * @see <a href="https://uefi.org/specs/UEFI/2.10/05_GUID_Partition_Table_Format.html">UEFI 2.10, chapter 5</a>
 */
final class Gpt {

    private static final String HEADER = "GPT header";
    private static final String ENTRIES = "GPT entries";

    /** {@code EFI PART}, little endian. */
    private static final long SIGNATURE = 0x5452415020494645L;

    private static final int MIN_HEADER_BYTES = 92;
    private static final int HEADER_CRC_OFFSET = 16;
    private static final int ENTRY_BYTES = 128;

    /** 8,192 entries; the usual table has 128, and Linux uses no more than 255. */
    private static final int MAX_TABLE_BYTES = 1 << 20;

    /** Types whose partitions hold no filesystem of their own; see {@link Role#RESERVED}. */
    private static final Set<String> RESERVED_TYPES = Set.of(
            "5808C8AA-7E8F-42E0-85D2-E1E90434CFB3", // LDM metadata
            "AF9B60A0-1431-4F62-BC68-3311714A69AD", // LDM data
            "E3C9E316-0B5C-4DB8-817D-F92DF00215AE", // Microsoft reserved
            "CADDEBF1-4400-4DE8-B103-12117DCF3CCF"); // Microsoft cluster shared volume snapshot

    private static final byte[] UNUSED = new byte[16];

    /**
     * The fields of a header that are needed, all in sectors.
     *
     * @param alternateLba where the other header stands
     * @param entriesLba where the entries stand
     * @param entryCount how many there are, used or not
     * @param entriesCrc the CRC-32 of all of them
     */
    private record Header(long alternateLba, long entriesLba, long entryCount, long entriesCrc) {

        static Header read(BlockDevice disk, long lba) throws IOException {
            int unit = disk.sectorSize();
            if (lba < 1 || lba > disk.size() / unit - 1) {
                throw DiskFormatException.bad(
                        disk.name(), 0, HEADER, "at sector %d, disk has %d".formatted(lba, disk.size() / unit));
            }
            Cursor in = Cursor.read(disk, lba * unit, unit, ByteOrder.LITTLE_ENDIAN, HEADER);
            if (in.u64() != SIGNATURE) {
                throw DiskFormatException.not(disk.name(), HEADER, "at sector %d is no signature".formatted(lba));
            }
            in.skip(4); // revision
            long size = in.u32();
            if (size < MIN_HEADER_BYTES || size > unit) {
                throw in.bad("HeaderSize", "%d, must be %d..%d".formatted(size, MIN_HEADER_BYTES, unit));
            }
            long crc = in.u32();
            byte[] raw = in.at(0).bytes((int) size);
            Arrays.fill(raw, HEADER_CRC_OFFSET, HEADER_CRC_OFFSET + Integer.BYTES, (byte) 0);
            if (crc32(raw) != crc) {
                throw in.at(HEADER_CRC_OFFSET).bad("HeaderCRC32", "0x%08x, computed 0x%08x".formatted(crc, crc32(raw)));
            }
            in.at(24);
            long myLba = in.u64();
            if (myLba != lba) {
                throw in.bad("MyLBA", "%d, must be %d".formatted(myLba, lba));
            }
            long alternate = in.u64();
            long firstUsable = in.u64();
            long lastUsable = in.u64();
            long lastLba = disk.size() / unit - 1;
            if (firstUsable < 0 || lastUsable < firstUsable || lastUsable > lastLba) {
                throw in.bad(
                        "FirstUsableLBA..LastUsableLBA",
                        "%s..%s, must be in 0..%d"
                                .formatted(
                                        Long.toUnsignedString(firstUsable),
                                        Long.toUnsignedString(lastUsable),
                                        lastLba));
            }
            in.skip(16); // DiskGUID
            long entriesLba = in.u63("PartitionEntryLBA");
            long count = in.u32();
            long entrySize = in.u32();
            if (entrySize != ENTRY_BYTES) {
                throw in.bad("SizeOfPartitionEntry", "%d, must be %d".formatted(entrySize, ENTRY_BYTES));
            }
            if (count > MAX_TABLE_BYTES / ENTRY_BYTES) {
                throw in.bad(
                        "NumberOfPartitionEntries",
                        "%d, must be at most %d".formatted(count, MAX_TABLE_BYTES / ENTRY_BYTES));
            }
            if (entriesLba > lastLba) {
                throw in.bad("PartitionEntryLBA", "%d, must be at most %d".formatted(entriesLba, lastLba));
            }
            return new Header(alternate, entriesLba, count, in.u32());
        }
    }

    private Gpt() {}

    static Optional<PartitionTable> read(BlockDevice disk) throws IOException {
        if (!hasProtectiveMbr(disk)) {
            return Optional.empty();
        }
        PartitionList partitions = new PartitionList(disk);
        try {
            addEntries(disk, Header.read(disk, 1), partitions);
        } catch (DiskFormatException primary) {
            partitions.problem(primary.getMessage());
            try {
                addEntries(disk, Header.read(disk, disk.size() / disk.sectorSize() - 1), partitions);
            } catch (DiskFormatException backup) {
                partitions.problem(backup.getMessage());
            }
        }
        return Optional.of(partitions.table(Scheme.GPT));
    }

    /** Whether the MBR says that this disk is partitioned by GPT; Linux ignores a GPT without that. */
    private static boolean hasProtectiveMbr(BlockDevice disk) throws IOException {
        Optional<List<Mbr.Entry>> entries = Mbr.entries(disk, 0, "protective MBR");
        return entries.isPresent()
                && entries.get().stream().anyMatch(e -> e.type() == Mbr.TYPE_GPT_PROTECTIVE && e.start() == 1);
    }

    private static void addEntries(BlockDevice disk, Header header, PartitionList partitions) throws IOException {
        int unit = disk.sectorSize();
        int bytes = (int) header.entryCount * ENTRY_BYTES;
        Cursor in = Cursor.read(disk, header.entriesLba * unit, bytes, ByteOrder.LITTLE_ENDIAN, ENTRIES);
        long crc = crc32(in.bytes(bytes));
        if (crc != header.entriesCrc) {
            throw in.at(0).bad("CRC32", "0x%08x, header says 0x%08x".formatted(crc, header.entriesCrc));
        }
        long lastLba = disk.size() / unit - 1;
        for (int i = 0; i < header.entryCount && i < PartitionTable.MAX_PARTITIONS; i++) {
            in.at(i * ENTRY_BYTES);
            byte[] type = in.bytes(16);
            in.skip(16); // UniquePartitionGUID
            long first = in.u64();
            long last = in.u64();
            // as unsigned numbers: a start or an end behind the disk makes the entry void for the kernel
            boolean onDisk = first >= 0 && first <= lastLba && last >= first && last <= lastLba;
            if (Arrays.equals(type, UNUSED)) {
                continue;
            }
            if (!onDisk) {
                partitions.problem(in.bad(
                                "StartingLBA..EndingLBA",
                                "%s..%s of entry %d, must be in 0..%d"
                                        .formatted(
                                                Long.toUnsignedString(first),
                                                Long.toUnsignedString(last),
                                                i + 1,
                                                lastLba))
                        .getMessage());
                continue;
            }
            String guid = guid(type);
            Role role = RESERVED_TYPES.contains(guid) ? Role.RESERVED : Role.DATA;
            partitions.add(i + 1, first, last - first + 1, unit, role, guid);
        }
    }

    /** A GUID in its usual spelling: the first three groups are little endian, the last two are bytes in order. */
    private static String guid(byte[] b) {
        HexFormat hex = HexFormat.of().withUpperCase();
        byte[] groups = {b[3], b[2], b[1], b[0], b[5], b[4], b[7], b[6]};
        return String.join(
                "-",
                hex.formatHex(groups, 0, 4),
                hex.formatHex(groups, 4, 6),
                hex.formatHex(groups, 6, 8),
                hex.formatHex(b, 8, 10),
                hex.formatHex(b, 10, 16));
    }

    private static long crc32(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return crc.getValue();
    }
}
