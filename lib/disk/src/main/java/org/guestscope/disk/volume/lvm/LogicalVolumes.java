package org.guestscope.disk.volume.lvm;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.DiskFormatException;
import org.jspecify.annotations.Nullable;

/**
 * The logical volumes found on a guest's devices.
 *
 * @param volumes the volumes that LVM would activate, by device name
 * @param physical the devices that are physical volumes, used or not
 * @param problems what was wrong, and what was left out for it, one line each
 */
public record LogicalVolumes(List<LogicalVolume> volumes, List<BlockDevice> physical, List<String> problems) {

    /** Copies the lists. */
    public LogicalVolumes {
        volumes = List.copyOf(volumes);
        physical = List.copyOf(physical);
        problems = List.copyOf(problems);
    }

    /**
     * One logical volume.
     *
     * @param device its name, {@code /dev/GROUP/NAME}
     * @param contents its bytes, or null when it takes a kernel to read them
     * @param why why it does; empty when not
     */
    public record LogicalVolume(String device, @Nullable BlockDevice contents, String why) {}

    /**
     * Finds the physical volumes among {@code devices}, and what activating their groups would show.
     *
     * @param guest what errors call the guest, since a volume is on no single disk of it
     * @throws IOException when the host cannot read a device
     */
    public static LogicalVolumes activate(String guest, List<? extends BlockDevice> devices) throws IOException {
        List<String> problems = new ArrayList<>();
        Map<String, BlockDevice> byId = new LinkedHashMap<>();
        List<BlockDevice> physical = new ArrayList<>();
        Map<String, VolumeGroup> groups = new LinkedHashMap<>();
        for (BlockDevice device : devices) {
            try {
                Optional<PhysicalVolume> label = PhysicalVolume.read(device);
                if (label.isEmpty()) {
                    continue;
                }
                physical.add(device);
                if (byId.putIfAbsent(label.get().id(), device) != null) {
                    problems.add(device.name() + ": has the UUID of another physical volume, not used");
                    continue;
                }
                Optional<LvmSection> metadata = label.get().metadata();
                if (metadata.isPresent()) {
                    VolumeGroup group = VolumeGroup.of(metadata.get());
                    groups.merge(group.id(), group, (a, b) -> a.seqno() >= b.seqno() ? a : b);
                }
            } catch (DiskFormatException e) {
                problems.add(e.getMessage());
            }
        }
        List<LogicalVolume> volumes = new ArrayList<>();
        Map<String, String> names = new LinkedHashMap<>();
        for (VolumeGroup group : groups.values()) {
            if (names.putIfAbsent(group.name(), group.id()) != null) {
                problems.add("%s: volume group %s: another one has the same name, not activated"
                        .formatted(guest, group.name()));
            } else if (!group.inactive().isEmpty()) {
                problems.add("%s: volume group %s: not activated: %s".formatted(guest, group.name(), group.inactive()));
            } else {
                activate(group, new SegmentMapper(guest, group, byId), volumes, problems);
            }
        }
        volumes.sort(Comparator.comparing(LogicalVolume::device));
        return new LogicalVolumes(volumes, physical, problems);
    }

    private static void activate(
            VolumeGroup group, SegmentMapper mapper, List<LogicalVolume> volumes, List<String> problems)
            throws IOException {
        for (VolumeGroup.Volume volume : group.volumes().values()) {
            if (!volume.visible() || volume.isPool()) {
                continue;
            }
            String device = "/dev/" + group.name() + "/" + volume.name();
            try {
                String name = mapper.visibleName(volume);
                VolumeGroup.Volume named = group.volumes().get(name);
                if (volume.skipped() || (named != null && named.skipped())) {
                    continue;
                }
                device = "/dev/" + group.name() + "/" + name;
                volumes.add(new LogicalVolume(device, mapper.visible(volume), ""));
            } catch (DiskFormatException.Unsupported e) {
                volumes.add(new LogicalVolume(device, null, e.getMessage()));
            } catch (DiskFormatException e) {
                problems.add("not activated: " + e.getMessage());
            }
        }
    }
}
