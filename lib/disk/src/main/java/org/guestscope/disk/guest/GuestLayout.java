package org.guestscope.disk.guest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.DiskFormatException;
import org.guestscope.disk.partition.Partition;
import org.guestscope.disk.partition.PartitionTable;

/**
 * What the devices of one guest are, in the order virt-df lists them: disks without partitions, partitions, md arrays,
 * logical volumes.
 *
 * @param candidates the devices that may hold a filesystem
 * @param members the devices that are part of something else, or encrypted
 * @param problems what was wrong on the way, one line each; the candidates are what could be found in spite of it
 */
public record GuestLayout(List<Candidate> candidates, List<Member> members, List<String> problems) {

    /** Copies the lists. */
    public GuestLayout {
        candidates = List.copyOf(candidates);
        members = List.copyOf(members);
        problems = List.copyOf(problems);
    }

    /**
     * Finds the devices of the guest that has these disks, in this order.
     *
     * @throws IOException when the host cannot read a disk; damage found on one is told in {@link #problems}
     */
    public static GuestLayout of(List<? extends BlockDevice> disks) throws IOException {
        List<Candidate> whole = new ArrayList<>();
        List<Candidate> partitions = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (int i = 0; i < disks.size(); i++) {
            BlockDevice disk = disks.get(i);
            String device = "/dev/" + diskName(i);
            Optional<PartitionTable> table = Optional.empty();
            try {
                table = PartitionTable.read(disk);
            } catch (DiskFormatException e) {
                problems.add(e.getMessage());
            }
            if (table.isPresent()) {
                problems.addAll(table.get().problems());
            }
            if (table.isEmpty() || table.get().partitions().isEmpty()) {
                whole.add(new Candidate.Readable(device, disk));
                continue;
            }
            for (Partition partition : table.get().partitions()) {
                if (partition.role() == Partition.Role.DATA) {
                    String name = device + partition.number();
                    BlockDevice contents = disk.slice(disk.name() + ": " + name, partition.start(), partition.size());
                    partitions.add(new Candidate.Readable(name, contents));
                }
            }
        }
        List<Candidate> all = new ArrayList<>(whole);
        all.addAll(partitions);
        return new GuestLayout(all, List.of(), problems);
    }

    /** The kernel's name of SCSI disk {@code index}: sda..sdz, sdaa... */
    public static String diskName(int index) {
        StringBuilder letters = new StringBuilder();
        for (int i = index; i >= 0; i = i / 26 - 1) {
            letters.insert(0, (char) ('a' + i % 26));
        }
        return "sd" + letters;
    }
}
