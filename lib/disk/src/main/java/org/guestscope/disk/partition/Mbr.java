package org.guestscope.disk.partition;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.Cursor;
import org.guestscope.disk.DiskFormatException;
import org.guestscope.disk.partition.Partition.Role;
import org.guestscope.disk.partition.PartitionTable.Scheme;

/** The MBR (DOS) partition table with its logical partitions. */
final class Mbr {

    static final int BOOT_SIGNATURE_OFFSET = 510;
    static final int BOOT_SIGNATURE = 0xaa55;
    static final int TYPE_GPT_PROTECTIVE = 0xee;

    private static final int TABLE_OFFSET = 446;
    private static final int ENTRY_BYTES = 16;
    private static final int ENTRIES = 4;
    private static final int SECTOR_BYTES = 512;

    private static final int TYPE_EXTENDED = 0x05;
    private static final int TYPE_EXTENDED_LBA = 0x0f;
    private static final int TYPE_EXTENDED_LINUX = 0x85;
    private static final int TYPE_LDM = 0x42;

    private static final int TYPE_FREEBSD = 0xa5;
    private static final int TYPE_OPENBSD = 0xa6;
    private static final int TYPE_NETBSD = 0xa9;
    private static final Set<Integer> BSD_TYPES = Set.of(TYPE_FREEBSD, TYPE_OPENBSD, TYPE_NETBSD);
    private static final int MAX_SLICES = 8;
    private static final int MAX_SLICES_OPENBSD = 16;

    /** Links in a chain of extended boot records that hold no partition; the kernel gives up as early. */
    private static final int MAX_EMPTY_LINKS = 100;

    private Mbr() {}

    /**
     * One of the four entries of a boot record.
     *
     * @param bootIndicator 0x80 or 0; anything else shows that this is no table
     * @param type the partition type, 0 for unused entries, though a size makes it used for Linux
     * @param start first sector, relative to what the record's place in the chain says
     * @param count sectors
     */
    record Entry(int bootIndicator, int type, long start, long count) {

        static Entry read(Cursor in) throws DiskFormatException {
            int boot = in.u8();
            in.skip(3); // first sector as cylinder, head, sector
            int type = in.u8();
            in.skip(3); // last sector as cylinder, head, sector
            return new Entry(boot, type, in.u32(), in.u32());
        }

        boolean isExtended() {
            return type == TYPE_EXTENDED || type == TYPE_EXTENDED_LBA || type == TYPE_EXTENDED_LINUX;
        }

        boolean isUsed() {
            return count != 0;
        }

        Role role() {
            return type == TYPE_LDM ? Role.RESERVED : Role.DATA;
        }

        String typeName() {
            return "0x" + HexFormat.of().toHexDigits((byte) type);
        }
    }

    /** The four entries of the boot record at {@code offset}, or empty when its signature is missing. */
    static Optional<List<Entry>> entries(BlockDevice disk, long offset, String structure) throws IOException {
        Cursor in = Cursor.read(disk, offset, SECTOR_BYTES, ByteOrder.LITTLE_ENDIAN, structure);
        if (in.at(BOOT_SIGNATURE_OFFSET).u16() != BOOT_SIGNATURE) {
            return Optional.empty();
        }
        List<Entry> entries = new ArrayList<>(ENTRIES);
        for (int i = 0; i < ENTRIES; i++) {
            entries.add(Entry.read(in.at(TABLE_OFFSET + i * ENTRY_BYTES)));
        }
        return Optional.of(entries);
    }

    static Optional<PartitionTable> read(BlockDevice disk) throws IOException {
        Optional<List<Entry>> found = entries(disk, 0, "MBR");
        // A boot sector of a filesystem has the same signature, and code where the table would be; boot indicators tell
        // the two apart as well as anything can. A protective entry leaves the disk to GPT, even when that is bad.
        if (found.isEmpty()
                || found.get().stream().anyMatch(e -> e.bootIndicator != 0 && e.bootIndicator != 0x80)
                || found.get().stream().anyMatch(e -> e.type == TYPE_GPT_PROTECTIVE)) {
            return Optional.empty();
        }
        int unit = disk.sectorSize();
        PartitionList partitions = new PartitionList(disk);
        for (int i = 0; i < ENTRIES; i++) {
            Entry entry = found.get().get(i);
            if (!entry.isUsed()) {
                continue;
            }
            if (entry.isExtended()) {
                partitions.add(i + 1, entry.start, entry.count, unit, Role.EXTENDED, entry.typeName());
                readLogical(disk, entry, partitions);
            } else {
                partitions.add(i + 1, entry.start, entry.count, unit, entry.role(), entry.typeName());
            }
        }
        // the kernel looks for slices when it knows all other partitions, which have their numbers then
        for (Entry entry : found.get()) {
            if (entry.isUsed() && BSD_TYPES.contains(entry.type)) {
                int slices = entry.type == TYPE_OPENBSD ? MAX_SLICES_OPENBSD : MAX_SLICES;
                boolean relative = entry.type == TYPE_FREEBSD;
                BsdLabel.addSlices(disk, entry.start, entry.count, unit, slices, relative, partitions);
            }
        }
        return Optional.of(partitions.table(Scheme.MBR));
    }

    /**
     * Follows the chain of extended boot records. Each has one entry for a logical partition, relative to the record, and
     * one for the next record, relative to the extended partition; some systems use the other two entries as well.
     */
    private static void readLogical(BlockDevice disk, Entry extended, PartitionList partitions) throws IOException {
        int unit = disk.sectorSize();
        long first = extended.start;
        long record = first;
        long recordCount = extended.count;
        int emptyLinks = 0;
        Set<Long> visited = new HashSet<>();
        while (!partitions.isFull()) {
            if (record > disk.size() / unit - 1) {
                partitions.problem("%s: bad extended boot record: sector %d, disk has %d"
                        .formatted(disk.name(), record, disk.size() / unit));
                return;
            }
            if (!visited.add(record) || ++emptyLinks > MAX_EMPTY_LINKS) {
                partitions.problem("%s: bad extended boot record at 0x%x: the chain of logical partitions has no end"
                        .formatted(disk.name(), record * unit));
                return;
            }
            Optional<List<Entry>> entries = entries(disk, record * unit, "extended boot record");
            if (entries.isEmpty()) {
                return;
            }
            for (int i = 0; i < ENTRIES && !partitions.isFull(); i++) {
                Entry entry = entries.get().get(i);
                if (!entry.isUsed() || entry.isExtended()) {
                    continue;
                }
                long start = record + entry.start;
                boolean inside = entry.start + entry.count <= recordCount
                        && start >= first
                        && start + entry.count <= first + extended.count;
                // the last two entries often hold garbage, so these alone have to be plausible
                if (i < 2 || inside) {
                    partitions.addLogical(start, entry.count, unit, entry.role(), entry.typeName());
                    emptyLinks = 0;
                }
            }
            Optional<Entry> next = entries.get().stream()
                    .filter(e -> e.isUsed() && e.isExtended())
                    .findFirst();
            if (next.isEmpty()) {
                return;
            }
            record = first + next.get().start;
            recordCount = next.get().count;
        }
    }
}
