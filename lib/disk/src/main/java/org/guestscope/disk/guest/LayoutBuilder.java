package org.guestscope.disk.guest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.DiskFormatException;
import org.guestscope.disk.partition.Partition;
import org.guestscope.disk.partition.PartitionTable;
import org.guestscope.disk.volume.lvm.LogicalVolumes;
import org.guestscope.disk.volume.md.MdArrays;

/**
 * Does what a kernel with udev, mdadm and LVM does when it meets a guest's disks: partitions first, then arrays and their
 * partitions, then volume groups on all of these. Partition tables inside logical volumes are for the guest's own guests.
 */
final class LayoutBuilder {

    /** mdadm gives arrays without a name of their own the numbers from here downwards. */
    private static final int FIRST_ARRAY = 127;

    private final List<Candidate> disks = new ArrayList<>();
    private final List<Candidate> partitions = new ArrayList<>();
    private final List<Candidate> arrays = new ArrayList<>();
    private final List<Candidate> arrayPartitions = new ArrayList<>();
    private final Map<BlockDevice, String> memberTypes = new IdentityHashMap<>();

    /** A damaged place is met by several readers, and told once. */
    private final Set<String> problems = new LinkedHashSet<>();

    GuestLayout build(List<? extends BlockDevice> guestDisks) throws IOException {
        for (int i = 0; i < guestDisks.size(); i++) {
            addDisk(diskName(i), guestDisks.get(i));
        }
        addArrays();
        List<Candidate> devices = new ArrayList<>(disks);
        devices.addAll(partitions);
        devices.addAll(arrayPartitions);
        devices.addAll(arrays);
        String guest = guestDisks.isEmpty() ? "guest" : guestDisks.get(0).name();
        LogicalVolumes volumes = LogicalVolumes.activate(guest, unclaimed(devices));
        volumes.physical().forEach(device -> memberTypes.put(device, "LVM2_member"));
        problems.addAll(volumes.problems());
        List<Candidate> candidates = new ArrayList<>();
        List<Member> members = new ArrayList<>();
        for (Candidate device : devices) {
            if (device instanceof Candidate.Readable readable && memberTypes.containsKey(readable.contents())) {
                members.add(new Member(device.device(), memberTypes.get(readable.contents())));
            } else {
                candidates.add(device);
            }
        }
        for (LogicalVolumes.LogicalVolume volume : volumes.volumes()) {
            BlockDevice contents = volume.contents();
            candidates.add(
                    contents == null
                            ? new Candidate.NeedsAppliance(volume.device(), volume.why())
                            : new Candidate.Readable(volume.device(), contents));
        }
        return new GuestLayout(candidates, members, List.copyOf(problems));
    }

    private void addDisk(String name, BlockDevice disk) throws IOException {
        Optional<PartitionTable> table = table(disk);
        if (table.isEmpty() || table.get().partitions().isEmpty()) {
            disks.add(new Candidate.Readable(name, disk));
        } else if (MdArrays.isWholeDiskMember(disk, table.get())) {
            // assembling an array takes the partitions off its members
            disks.add(new Candidate.Readable(name, disk));
        } else {
            addPartitions(name, disk, table.get(), partitions);
        }
    }

    private Optional<PartitionTable> table(BlockDevice disk) throws IOException {
        try {
            Optional<PartitionTable> table = PartitionTable.read(disk);
            table.ifPresent(found -> problems.addAll(found.problems()));
            return table;
        } catch (DiskFormatException e) {
            problems.add(e.getMessage());
            return Optional.empty();
        }
    }

    private static void addPartitions(String name, BlockDevice disk, PartitionTable table, List<Candidate> to)
            throws DiskFormatException {
        String prefix = Character.isDigit(name.charAt(name.length() - 1)) ? name + "p" : name;
        for (Partition partition : table.partitions()) {
            if (partition.role() == Partition.Role.DATA) {
                String device = prefix + partition.number();
                to.add(new Candidate.Readable(
                        device, disk.slice(disk.name() + ": " + device, partition.start(), partition.size())));
            }
        }
    }

    private void addArrays() throws IOException {
        List<Candidate> devices = new ArrayList<>(disks);
        devices.addAll(partitions);
        MdArrays found = MdArrays.assemble(unclaimed(devices));
        found.members().forEach(device -> memberTypes.put(device, "linux_raid_member"));
        problems.addAll(found.problems());
        // Arrays are numbered when their first member is met, those that are not started too, and listed by number.
        for (int i = found.arrays().size() - 1; i >= 0; i--) {
            MdArrays.MdArray array = found.arrays().get(i);
            if (i > FIRST_ARRAY) {
                problems.add("%s: %s array not started: too many arrays"
                        .formatted(array.first().name(), array.level()));
            } else {
                addArray("/dev/md" + (FIRST_ARRAY - i), array);
            }
        }
    }

    private void addArray(String name, MdArrays.MdArray array) throws IOException {
        BlockDevice contents = array.contents();
        if (!array.started()) {
            problems.add("%s: %s array not started: %s".formatted(array.first().name(), array.level(), array.why()));
        } else if (contents == null) {
            arrays.add(new Candidate.NeedsAppliance(name, array.level() + " array: " + array.why()));
        } else {
            BlockDevice named = contents.slice(array.first().name() + ": " + name, 0, contents.size());
            Optional<PartitionTable> table = table(named);
            if (table.isEmpty() || table.get().partitions().isEmpty()) {
                arrays.add(new Candidate.Readable(name, named));
            } else {
                addPartitions(name, named, table.get(), arrayPartitions);
            }
        }
    }

    private List<BlockDevice> unclaimed(List<Candidate> devices) {
        List<BlockDevice> unclaimed = new ArrayList<>();
        for (Candidate device : devices) {
            if (device instanceof Candidate.Readable readable && !memberTypes.containsKey(readable.contents())) {
                unclaimed.add(readable.contents());
            }
        }
        return unclaimed;
    }

    /** The kernel's name of SCSI disk {@code index}: sda..sdz, sdaa... */
    static String diskName(int index) {
        StringBuilder letters = new StringBuilder();
        for (int i = index; i >= 0; i = i / 26 - 1) {
            letters.insert(0, (char) ('a' + i % 26));
        }
        return "/dev/sd" + letters;
    }
}
