package org.guestscope.disk.partition;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.Cursor;
import org.guestscope.disk.partition.Partition.Role;
import org.guestscope.disk.partition.PartitionTable.Scheme;

/**
 * The Apple partition map: a driver descriptor in block 0, then one block an entry, the map's own among them.
 *
 * @see "Inside Macintosh: Devices, chapter 3, structures Block0 and Partition"
 */
final class MacMap {

    /** {@code ER}. */
    private static final int DRIVER_SIGNATURE = 0x4552;

    /** {@code PM}. */
    private static final int ENTRY_SIGNATURE = 0x504d;

    private static final int ENTRY_BYTES = 80;

    private MacMap() {}

    static Optional<PartitionTable> read(BlockDevice disk) throws IOException {
        Cursor driver = Cursor.read(disk, 0, 4, ByteOrder.BIG_ENDIAN, "Apple driver descriptor");
        if (driver.u16() != DRIVER_SIGNATURE) {
            return Optional.empty();
        }
        int block = driver.u16();
        if (block < 512 || block > 4096 || Integer.bitCount(block) != 1 || disk.size() < 2L * block) {
            return Optional.empty();
        }
        PartitionList partitions = new PartitionList(disk);
        long entries = 1;
        for (int i = 1; i <= entries; i++) {
            if ((i + 1L) * block > disk.size()) {
                partitions.problem("%s: bad Apple partition map: %d entries, disk has %d blocks"
                        .formatted(disk.name(), entries, disk.size() / block));
                break;
            }
            Cursor in =
                    Cursor.read(disk, (long) i * block, ENTRY_BYTES, ByteOrder.BIG_ENDIAN, "Apple partition map entry");
            int signature = in.u16();
            if (signature != ENTRY_SIGNATURE) {
                if (i == 1) {
                    return Optional.empty();
                }
                partitions.problem(in.bad("pmSig", "0x%04x, must be 0x%04x".formatted(signature, ENTRY_SIGNATURE))
                        .getMessage());
                break;
            }
            in.skip(2); // pmSigPad
            if (i == 1) {
                entries = Math.min(in.u32(), PartitionTable.MAX_PARTITIONS);
            } else {
                in.skip(4); // pmMapBlkCnt, the same in every entry
            }
            long start = in.u32();
            long count = in.u32();
            in.skip(32); // pmPartName
            String type = new String(in.text(32), StandardCharsets.ISO_8859_1);
            partitions.add(i, start, count, block, Role.DATA, type);
        }
        return Optional.of(partitions.table(Scheme.MAC));
    }
}
