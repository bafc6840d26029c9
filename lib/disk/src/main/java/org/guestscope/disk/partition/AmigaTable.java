package org.guestscope.disk.partition;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Optional;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.Cursor;
import org.guestscope.disk.partition.Partition.Role;
import org.guestscope.disk.partition.PartitionTable.Scheme;

/**
 * The Amiga rigid disk block in one of the first sixteen sectors, and the chain of partition blocks it begins.
 *
 * @see "Linux block/partitions/amiga.c, struct RigidDiskBlock and PartitionBlock"
 */
final class AmigaTable {

    /** {@code RDSK} and {@code PART}. */
    private static final int DISK_ID = 0x5244534b;

    private static final int PARTITION_ID = 0x50415254;
    private static final int LOCATION_LIMIT = 16;
    private static final int BLOCK = 512;
    private static final int MAX_LINKS = 127;
    private static final int SUMMED_LONGS = 128;

    private AmigaTable() {}

    static Optional<PartitionTable> read(BlockDevice disk) throws IOException {
        for (int i = 0; i < LOCATION_LIMIT && (i + 1L) * BLOCK <= disk.size(); i++) {
            Cursor in = Cursor.read(disk, (long) i * BLOCK, BLOCK, ByteOrder.BIG_ENDIAN, "Amiga rigid disk block");
            if (in.s32() == DISK_ID && isSumZero(in)) {
                long size = in.at(16).u32();
                long first = in.at(28).u32();
                return Optional.of(readChain(disk, first, Math.max(1, size / BLOCK)));
            }
        }
        return Optional.empty();
    }

    /**
     * Follows the chain of partition blocks.
     *
     * @param scale sectors to a block of the disk
     */
    private static PartitionTable readChain(BlockDevice disk, long first, long scale) throws IOException {
        PartitionList partitions = new PartitionList(disk);
        long block = first;
        for (int number = 1; number <= MAX_LINKS && block != 0xffffffffL && block > 0; number++) {
            long at = block * scale * BLOCK;
            if (at > disk.size() - BLOCK) {
                partitions.problem("%s: bad Amiga partition block at 0x%x: disk ends at 0x%x"
                        .formatted(disk.name(), at, disk.size()));
                break;
            }
            Cursor in = Cursor.read(disk, at, BLOCK, ByteOrder.BIG_ENDIAN, "Amiga partition block");
            if (in.s32() != PARTITION_ID || !isSumZero(in)) {
                break;
            }
            block = in.at(16).u32();
            // the environment: from its fourth word on, surfaces, sectors per block, blocks per track
            in.at(128 + 3 * 4);
            long surfaces = in.u32();
            in.skip(4); // sectors per block
            long blocksPerTrack = in.u32();
            in.skip(12); // reserved (4) + prefactor (4) + interleave (4)
            long low = in.u32();
            long high = in.u32();
            if (surfaces > 0xffff || blocksPerTrack > 0xffff) {
                continue; // no cylinder is that large, and the products below stay in 64 bits
            }
            long cylinder = surfaces * blocksPerTrack * scale;
            partitions.add(number, low * cylinder, (high - low + 1) * cylinder, BLOCK, Role.DATA, "");
        }
        return partitions.table(Scheme.AMIGA);
    }

    private static boolean isSumZero(Cursor in) throws IOException {
        int longs = (int) Math.min(in.at(4).u32(), SUMMED_LONGS);
        int sum = 0;
        in.at(0);
        for (int i = 0; i < longs; i++) {
            sum += in.s32();
        }
        return sum == 0;
    }
}
