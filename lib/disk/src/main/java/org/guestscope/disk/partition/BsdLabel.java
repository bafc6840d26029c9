package org.guestscope.disk.partition;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Optional;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.Cursor;
import org.guestscope.disk.partition.Partition.Role;
import org.guestscope.disk.partition.PartitionTable.Scheme;

/**
 * The BSD disk label: on a whole disk, where Linux sees it as that of OSF/1, or inside a partition of an MBR, whose slices
 * then follow the logical partitions.
 *
 * @see "Linux block/partitions/osf.c and msdos.c, struct disklabel and bsd_disklabel"
 */
final class BsdLabel {

    private static final long MAGIC = 0x82564557L;
    private static final String STRUCTURE = "BSD disk label";

    /** On a whole disk the label stands in the first sector, behind the boot code. */
    private static final int OSF_OFFSET = 64;

    private static final int MAX_OSF_PARTITIONS = 18;
    private static final int MAGIC2_OFFSET = 132;
    private static final int COUNT_OFFSET = 138;
    private static final int PARTITIONS_OFFSET = 148;
    private static final int PARTITION_BYTES = 16;
    private static final int FSTYPE_OFFSET = 12;
    private static final int SECTOR = 512;

    private BsdLabel() {}

    static Optional<PartitionTable> readWholeDisk(BlockDevice disk) throws IOException {
        Cursor in = Cursor.read(disk, OSF_OFFSET, SECTOR - OSF_OFFSET, ByteOrder.LITTLE_ENDIAN, STRUCTURE);
        if (in.u32() != MAGIC || in.at(MAGIC2_OFFSET).u32() != MAGIC) {
            return Optional.empty();
        }
        int count = in.at(COUNT_OFFSET).u16();
        if (count > MAX_OSF_PARTITIONS) {
            return Optional.empty();
        }
        PartitionList partitions = new PartitionList(disk);
        for (int i = 0; i < count; i++) {
            in.at(PARTITIONS_OFFSET + i * PARTITION_BYTES);
            long size = in.u32();
            long start = in.u32();
            partitions.add(i + 1, start, size, SECTOR, Role.DATA, "");
        }
        return Optional.of(partitions.table(Scheme.BSD));
    }

    /**
     * Adds the slices of a partition of an MBR, but for those that are the partition itself or leave it.
     *
     * @param start the partition's first sector, and {@code count} its sectors, in units of {@code unit} bytes
     * @param maxSlices how many the kind of BSD has
     * @param relative whether slices may count from the partition's start, as FreeBSD's do when its slice c does
     */
    static void addSlices(
            BlockDevice disk,
            long start,
            long count,
            int unit,
            int maxSlices,
            boolean relative,
            PartitionList partitions)
            throws IOException {
        long label = (start + 1) * unit;
        if (label > disk.size() - SECTOR) {
            return;
        }
        Cursor in = Cursor.read(disk, label, SECTOR, ByteOrder.LITTLE_ENDIAN, STRUCTURE);
        if (in.u32() != MAGIC) {
            return;
        }
        int slices = Math.min(maxSlices, in.at(COUNT_OFFSET).u16());
        long whole = in.at(PARTITIONS_OFFSET + 2 * PARTITION_BYTES + 4).u32();
        long shift = relative && whole == 0 ? start : 0;
        for (int i = 0; i < slices; i++) {
            int at = PARTITIONS_OFFSET + i * PARTITION_BYTES;
            if (in.at(at + FSTYPE_OFFSET).u8() == 0) {
                continue; // unused
            }
            long size = in.at(at).u32();
            long first = in.u32() + shift;
            boolean isWhole = first == start && size == count;
            if (!isWhole && first >= start && first + size <= start + count && !partitions.isFull()) {
                partitions.addLogical(first, size, unit, Role.DATA, "");
            }
        }
    }
}
