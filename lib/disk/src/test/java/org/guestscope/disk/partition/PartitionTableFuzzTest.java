package org.guestscope.disk.partition;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.List;
import org.guestscope.disk.DiskFormatException;
import org.guestscope.disk.PatchedDevice;
import org.guestscope.disk.Seal;
import org.guestscope.disk.SparseDevice;

/** A GPT with bytes changed and its checksums made right again: partitions inside the disk, and lines that say what is bad. */
class PartitionTableFuzzTest {

    private static final int SECTOR = 512;
    private static final int ENTRIES_BYTES = 128 * 128;

    /** UEFI 2.10 §5.3.2: the header's CRC is over its 92 bytes and covers that of the entries. */
    private static final List<Seal> SEALS = List.of(
            new Seal(2 * SECTOR, ENTRIES_BYTES, SECTOR + 88, Seal.CRC32),
            new Seal(SECTOR, 92, SECTOR + 16, Seal.CRC32));

    private static final SparseDevice GOOD = PartitionTableTest.gptDisk(SECTOR);

    @FuzzTest(maxDuration = "5m")
    void gpt(FuzzedDataProvider data) throws IOException {
        PartitionTable table;
        try {
            table = PartitionTable.read(Seal.over(PatchedDevice.of(GOOD, data), SEALS))
                    .orElse(new PartitionTable(PartitionTable.Scheme.GPT, List.of(), List.of()));
        } catch (DiskFormatException refused) {
            return;
        }
        for (Partition partition : table.partitions()) {
            if (partition.start() < 0 || partition.size() <= 0 || partition.start() + partition.size() > GOOD.size()) {
                throw new AssertionError("not inside the disk: " + partition);
            }
        }
        for (String problem : table.problems()) {
            if (problem.contains("\n")) {
                throw new AssertionError("more than a line: " + problem);
            }
        }
    }
}
