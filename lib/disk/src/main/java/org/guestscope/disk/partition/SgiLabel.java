package org.guestscope.disk.partition;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Optional;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.Cursor;
import org.guestscope.disk.partition.Partition.Role;
import org.guestscope.disk.partition.PartitionTable.Scheme;

/**
 * The SGI disk volume header (DVH) in the first sector.
 *
 * @see "Linux block/partitions/sgi.c, struct sgi_disklabel"
 */
final class SgiLabel {

    private static final long MAGIC = 0x0be5a941L;
    private static final int LABEL_BYTES = 512;
    private static final int PARTITIONS_OFFSET = 312;
    private static final int PARTITIONS = 16;
    private static final int SECTOR = 512;

    private SgiLabel() {}

    static Optional<PartitionTable> read(BlockDevice disk) throws IOException {
        Cursor in = Cursor.read(disk, 0, LABEL_BYTES, ByteOrder.BIG_ENDIAN, "SGI volume header");
        if (in.u32() != MAGIC) {
            return Optional.empty();
        }
        int sum = 0;
        in.at(0);
        while (in.remaining() > 0) {
            sum += in.s32();
        }
        PartitionList partitions = new PartitionList(disk);
        if (sum != 0) {
            partitions.problem(in.at(504).bad("csum", "is wrong").getMessage());
            return Optional.of(partitions.table(Scheme.SGI));
        }
        in.at(PARTITIONS_OFFSET);
        for (int i = 1; i <= PARTITIONS; i++) {
            long blocks = in.u32();
            long first = in.u32();
            long type = in.u32();
            partitions.add(i, first, blocks, SECTOR, Role.DATA, Long.toString(type));
        }
        return Optional.of(partitions.table(Scheme.SGI));
    }
}
