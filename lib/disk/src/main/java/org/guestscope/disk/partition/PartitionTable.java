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
        GPT,
        SGI,
        MBR,
        BSD,
        SUN,
        AMIGA,
        MAC
    }

    /** The kernel's limit of partitions of one disk, numbers 1..255. */
    static final int MAX_PARTITIONS = 255;

    private interface Reader {
        Optional<PartitionTable> read(BlockDevice disk) throws IOException;
    }

    /** In the order of the kernel's check_part (block/partitions/core.c). */
    private static final List<Reader> READERS = List.of(
            Gpt::read,
            SgiLabel::read,
            Mbr::read,
            BsdLabel::readWholeDisk,
            SunLabel::read,
            AmigaTable::read,
            MacMap::read);

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
        for (Reader reader : READERS) {
            Optional<PartitionTable> table = reader.read(disk);
            if (table.isPresent()) {
                return table;
            }
        }
        return Optional.empty();
    }

    /** The table's name as parted prints it. */
    public String schemeName() {
        return switch (scheme) {
            case GPT -> "gpt";
            case SGI -> "dvh";
            case MBR -> "msdos";
            case BSD -> "bsd";
            case SUN -> "sun";
            case AMIGA -> "amiga";
            case MAC -> "mac";
        };
    }
}
