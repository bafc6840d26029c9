package org.guestscope.disk.partition;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.guestscope.disk.BlockDevice;

/**
 * A disk's partition table.
 *
 * @param scheme the kind of table
 * @param partitions the partitions by number; those that reach over the disk's end are cut, those wholly behind left out
 * @param problems what is wrong with the table, one line each; the partitions are what can be used in spite of it
 */
public record PartitionTable(Scheme scheme, List<Partition> partitions, List<String> problems) {

    /** The kinds of partition table. */
    public enum Scheme {
        MBR,
        GPT,
        MAC
    }

    /** The kernel's limit of partitions of one disk, numbers 1..255. */
    static final int MAX_PARTITIONS = 255;

    /** Copies the lists. */
    public PartitionTable {
        partitions = List.copyOf(partitions);
        problems = List.copyOf(problems);
    }

    /**
     * Looks for a table on {@code disk}, in the kernel's order of kinds.
     *
     * @return empty when there is none; a table without partitions when there is one that cannot be used
     */
    public static Optional<PartitionTable> read(BlockDevice disk) throws IOException {
        if (disk.size() < 2L * disk.sectorSize()) {
            return Optional.empty();
        }
        Optional<PartitionTable> table = Gpt.read(disk);
        if (table.isEmpty()) {
            table = Mbr.read(disk);
        }
        if (table.isEmpty()) {
            table = MacMap.read(disk);
        }
        return table;
    }

    /** The table's name as parted prints it. */
    public String schemeName() {
        return switch (scheme) {
            case MBR -> "msdos";
            case GPT -> "gpt";
            case MAC -> "mac";
        };
    }
}
