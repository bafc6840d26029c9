package org.guestscope.disk.partition;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Optional;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.Cursor;
import org.guestscope.disk.partition.Partition.Role;
import org.guestscope.disk.partition.PartitionTable.Scheme;

/**
 * The Sun disk label in the first sector, whose partitions begin at cylinders.
 *
 * @see "Linux block/partitions/sun.c, struct sun_disklabel"
 */
final class SunLabel {

    private static final int MAGIC = 0xdabe;
    private static final int MAGIC_OFFSET = 508;
    private static final int LABEL_BYTES = 512;
    private static final int VTOC_VERSION_OFFSET = 128;
    private static final int VTOC_COUNT_OFFSET = 140;
    private static final int VTOC_SANITY_OFFSET = 188;
    private static final long VTOC_SANITY = 0x600ddeeeL;
    private static final int TRACKS_OFFSET = 436;
    private static final int PARTITIONS_OFFSET = 444;
    private static final int PARTITIONS = 8;
    private static final int SECTOR = 512;

    private SunLabel() {}

    static Optional<PartitionTable> read(BlockDevice disk) throws IOException {
        Cursor in = Cursor.read(disk, 0, LABEL_BYTES, ByteOrder.BIG_ENDIAN, "Sun disk label");
        if (in.at(MAGIC_OFFSET).u16() != MAGIC) {
            return Optional.empty();
        }
        int sum = 0;
        in.at(0);
        while (in.remaining() > 0) {
            sum ^= in.u16();
        }
        PartitionList partitions = new PartitionList(disk);
        if (sum != 0) {
            partitions.problem(in.at(LABEL_BYTES - 2).bad("csum", "is wrong").getMessage());
            return Optional.of(partitions.table(Scheme.SUN));
        }
        boolean hasVtoc = in.at(VTOC_SANITY_OFFSET).u32() == VTOC_SANITY
                && in.at(VTOC_VERSION_OFFSET).u32() == 1;
        int count = hasVtoc ? Math.min(PARTITIONS, in.at(VTOC_COUNT_OFFSET).u16()) : PARTITIONS;
        long cylinder = in.at(TRACKS_OFFSET).u16() * (long) in.u16();
        in.at(PARTITIONS_OFFSET);
        for (int i = 1; i <= count; i++) {
            long start = in.u32() * cylinder;
            partitions.add(i, start, in.u32(), SECTOR, Role.DATA, "");
        }
        return Optional.of(partitions.table(Scheme.SUN));
    }
}
