package org.guestscope.agent.action;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.guestscope.agent.child.ChildException;
import org.guestscope.agent.device.Devices;
import org.guestscope.agent.device.Mountable;
import org.guestscope.guest.struct.BtrfsSubvolume;
import org.jspecify.annotations.Nullable;

/** Everything on the disks that may be mounted, probed all at once. */
public final class FilesystemList {

    private static final Set<String> ENCRYPTED = Set.of("crypto_LUKS", "BitLocker");

    /** Types of partitions of Windows that never hold a filesystem of their own: GPT's, and their match in an MBR. */
    private static final Set<String> WITHOUT_FILESYSTEM = Set.of(
            "5808c8aa-7e8f-42e0-85d2-e1e90434cfb3",
            "af9b60a0-1431-4f62-bc68-3311714a69ad",
            "e3c9e316-0b5c-4db8-817d-f92df00215ae",
            "caddebf1-4400-4de8-b103-12117dcf3ccf",
            "0x42");

    private static final Set<String> EXTENDED = Set.of("0x5", "0xf", "0x85");

    private final ActionContext context;
    private final Map<String, Map<String, String>> tags = new LinkedHashMap<>();

    private FilesystemList(ActionContext context) {
        this.context = context;
    }

    /** Looks at all devices; the order is disks, mapped devices, partitions, arrays, volumes. */
    public static FilesystemList read(ActionContext context) throws IOException {
        FilesystemList list = new FilesystemList(context);
        list.probe();
        return list;
    }

    private void probe() throws IOException {
        Devices devices = context.devices();
        List<String> candidates = new ArrayList<>();
        for (String disk : devices.disks()) {
            if (devices.partitionsOf(disk).isEmpty()) {
                candidates.add(disk);
            }
        }
        LdmActions ldm = new LdmActions(context);
        List<String> dynamic = new ArrayList<>(ldm.listLdmVolumes());
        dynamic.addAll(ldm.listLdmPartitions());
        // An encrypted device that was opened may hold a filesystem without any volume group.
        for (Devices.Mapped device : devices.mapped()) {
            if (!device.isLogicalVolume() && !dynamic.contains(device.path())) {
                candidates.add(device.path());
            }
        }
        candidates.addAll(devices.partitions());
        for (String array : devices.arrays()) {
            candidates.add(array);
            candidates.addAll(devices.partitionsOf(array));
        }
        int beforeVolumes = candidates.size();
        candidates.addAll(devices.logicalVolumes());
        candidates.addAll(dynamic);
        Map<String, Map<String, String>> probed = BlockTags.all(context, candidates);
        take(candidates.subList(0, beforeVolumes), probed);
        if (probed.values().stream().anyMatch(found -> "LVM2_member".equals(found.get("TYPE")))) {
            take(volumes(), probed);
        }
        take(dynamic, probed);
    }

    /** A volume group whose metadata lies must not hide every other filesystem. */
    private List<String> volumes() throws IOException {
        try {
            return new LvmActions(context).lvs();
        } catch (ChildException e) {
            System.err.println("logical volumes are not listed: " + e.getMessage());
            return List.of();
        }
    }

    private void take(List<String> devices, Map<String, Map<String, String>> probed) {
        for (String device : devices) {
            tags.put(device, probed.getOrDefault(device, Map.of()));
        }
    }

    /**
     * Mountables and their types, {@code unknown} where nothing is recognised. Parts of something larger, encrypted
     * devices and partitions that hold other partitions are left out.
     */
    public Map<String, String> types() throws IOException {
        Map<String, String> found = new LinkedHashMap<>();
        for (Map.Entry<String, Map<String, String>> entry : tags.entrySet()) {
            String type = entry.getValue().getOrDefault("TYPE", "");
            if (type.endsWith("_member") || ENCRYPTED.contains(type) || isContainer(entry.getValue())) {
                continue;
            }
            found.put(entry.getKey(), type.isEmpty() ? "unknown" : type);
            if (type.equals("btrfs")) {
                addSubvolumes(entry.getKey(), found);
            }
        }
        return found;
    }

    /** The only device with a tag such as {@code UUID} or {@code PART_ENTRY_UUID}; {@code null} for none and several. */
    public @Nullable String only(String tag, String value) {
        String only = null;
        for (Map.Entry<String, Map<String, String>> entry : tags.entrySet()) {
            if (value.equals(entry.getValue().get(tag))) {
                if (only != null) {
                    return null;
                }
                only = entry.getKey();
            }
        }
        return only;
    }

    /** An extended partition holds other partitions, a disk with a table holds none that the kernel read. */
    private static boolean isContainer(Map<String, String> tags) {
        String partitionType = tags.getOrDefault("PART_ENTRY_TYPE", "");
        boolean extended = "dos".equals(tags.get("PART_ENTRY_SCHEME")) && EXTENDED.contains(partitionType);
        return extended
                || WITHOUT_FILESYSTEM.contains(partitionType)
                || tags.containsKey("PTTYPE") && !tags.containsKey("TYPE");
    }

    private void addSubvolumes(String device, Map<String, String> found) throws IOException {
        BtrfsSubvolumeActions btrfs = new BtrfsSubvolumeActions(context);
        try {
            long mountedByDefault = btrfs.btrfsSubvolumeGetDefault(device);
            for (BtrfsSubvolume subvolume : btrfs.btrfsSubvolumeList(device)) {
                if (subvolume.btrfssubvolumeId() != mountedByDefault) {
                    found.put(new Mountable(device, subvolume.btrfssubvolumePath()).text(), "btrfs");
                }
            }
        } catch (ChildException e) {
            // A filesystem that cannot be mounted has no subvolumes to offer; the device itself stays listed.
        }
    }
}
