package org.guestscope.disk.partition;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.partition.Partition.Role;
import org.guestscope.disk.partition.PartitionTable.Scheme;

/** Collects the partitions of a table while it is read, held to the disk's size as the kernel holds them. */
final class PartitionList {

    private final BlockDevice disk;
    private final List<Partition> partitions = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private int next = 5;

    PartitionList(BlockDevice disk) {
        this.disk = disk;
    }

    /**
     * Adds a partition whose place is in units of {@code unit} bytes. Empty ones and those behind the disk's end are left
     * out; one that reaches over the end is cut there.
     */
    void add(int number, long start, long count, int unit, Role role, String type) {
        long sectors = disk.size() / unit;
        if (count <= 0 || start < 0 || start >= sectors || number > PartitionTable.MAX_PARTITIONS) {
            return;
        }
        long held = Math.min(count, sectors - start);
        partitions.add(new Partition(number, start * unit, held * unit, role, type));
    }

    /** Adds a partition under the next number above the four primary ones. */
    void addLogical(long start, long count, int unit, Role role, String type) {
        add(next++, start, count, unit, role, type);
    }

    boolean isFull() {
        return next > PartitionTable.MAX_PARTITIONS;
    }

    void problem(String line) {
        problems.add(line);
    }

    PartitionTable table(Scheme scheme) {
        partitions.sort(Comparator.comparingInt(Partition::number));
        return new PartitionTable(scheme, partitions, problems);
    }
}
