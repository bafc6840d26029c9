package org.guestscope.agent.inspect;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.guestscope.agent.action.ActionContext;
import org.guestscope.agent.action.AttributeActions;
import org.guestscope.agent.action.FilesystemActions;
import org.guestscope.agent.action.FilesystemList;
import org.guestscope.agent.action.LvmActions;
import org.guestscope.agent.action.MdActions;
import org.guestscope.agent.action.MountActions;
import org.guestscope.agent.child.ChildResult;
import org.guestscope.agent.device.Devices;
import org.guestscope.agent.inspect.file.GuestFiles;
import org.guestscope.agent.libc.Fd;
import org.guestscope.agent.libc.Posix;
import org.jspecify.annotations.Nullable;

/** The appliance's devices. */
final class ApplianceStorage implements Storage {

    /** Where a boot record has the disk signature. */
    private static final int SIGNATURE = 0x1b8;

    private static final int SIGNATURE_BYTES = 4;

    /** Its partition entries; on a GPT disk there is one of this type, and no signature. */
    private static final int PARTITIONS = 0x1be;

    private static final int PARTITIONS_END = 0x1fe;
    private static final int PARTITION = 16;
    private static final int PARTITION_TYPE = 4;
    private static final byte PROTECTIVE = (byte) 0xee;

    /** sysfs counts partitions' starts in sectors of this size, whatever the disk's own is. */
    private static final long SECTOR = 512;

    /** blkid's own names of what belongs to the partition and not to what is on it. */
    private static final Map<String, String> PROBED_TAGS =
            Map.of("PARTUUID", "PART_ENTRY_UUID", "PARTLABEL", "PART_ENTRY_NAME");

    private final ActionContext context;
    private final MountActions mounts;

    /** What the inspection that runs has seen; saves a program for most lines of an fstab. */
    private @Nullable FilesystemList probed;

    ApplianceStorage(ActionContext context) {
        this.context = context;
        this.mounts = new MountActions(context);
    }

    @Override
    public Map<String, String> filesystems() throws IOException {
        FilesystemList list = FilesystemList.read(context);
        probed = list;
        return list.types();
    }

    @Override
    public @Nullable GuestFiles mount(String mountable, String type) throws IOException {
        unmount();
        if (type.equals("ufs")) {
            // The kernel wants to be told whose UFS it is: FreeBSD's version 2, or that of NetBSD and OpenBSD.
            return mounted("ro,ufstype=ufs2", "ufs", mountable) || mounted("ro,ufstype=44bsd", "ufs", mountable)
                    ? mounted()
                    : null;
        }
        return mounted("ro", "", mountable) ? mounted() : null;
    }

    private boolean mounted(String options, String type, String mountable) {
        try {
            mounts.mountVfs(options, type, mountable, "/");
            return true;
        } catch (IOException e) {
            // Not every filesystem that is listed can be mounted; then it is no part of a system.
            return false;
        }
    }

    @Override
    public GuestFiles mounted() throws IOException {
        context.requireRoot();
        return new GuestFiles(context.sysroot());
    }

    @Override
    public void unmount() throws IOException {
        mounts.umountAll();
    }

    @Override
    public List<String> disks() throws IOException {
        return context.devices().disks();
    }

    @Override
    public List<String> partitions() throws IOException {
        return context.devices().partitions();
    }

    @Override
    public @Nullable String find(String tag, String value) throws IOException {
        String known = probed == null ? null : probed.only(PROBED_TAGS.getOrDefault(tag, tag), value);
        if (known != null) {
            return known;
        }
        try {
            FilesystemActions actions = new FilesystemActions(context);
            return switch (tag) {
                case "UUID" -> actions.findfsUuid(value);
                case "LABEL" -> actions.findfsLabel(value);
                default -> partition(tag + "=" + value);
            };
        } catch (IOException e) {
            return null;
        }
    }

    private @Nullable String partition(String tag) throws IOException {
        ChildResult result = context.child("blkid", "-c", "/dev/null", "-o", "device", "-l", "-t", tag)
                .run();
        String device = result.trimmed();
        return result.succeeded() && !device.isEmpty() ? device : null;
    }

    @Override
    public boolean hasDevice(String device) {
        return context.devices().isBlockDevice(device);
    }

    @Override
    public String logicalVolume(String device) throws IOException {
        try {
            return new LvmActions(context).lvmCanonicalLvName(device);
        } catch (IOException e) {
            return device;
        }
    }

    @Override
    public Map<String, String> arrays() throws IOException {
        Map<String, String> found = new HashMap<>();
        MdActions actions = new MdActions(context);
        for (String device : actions.listMdDevices()) {
            String uuid = actions.mdDetail(device).getOrDefault("uuid", "");
            found.put(uuid.replaceAll("[^0-9a-fA-F]", "").toLowerCase(Locale.ROOT), device);
        }
        return found;
    }

    @Override
    public @Nullable String architecture(String path) {
        try {
            return new AttributeActions(context).fileArchitecture(path);
        } catch (IOException e) {
            return null;
        }
    }

    @Override
    public byte @Nullable [] diskSignature(String disk) throws IOException {
        byte[] record = new byte[(int) SECTOR];
        try (Fd file = Posix.open(disk, Posix.O_RDONLY)) {
            if (Posix.pread(disk, file, record, 0) < record.length) {
                return null;
            }
        }
        for (int entry = PARTITIONS; entry < PARTITIONS_END; entry += PARTITION) {
            if (record[entry + PARTITION_TYPE] == PROTECTIVE) {
                return null;
            }
        }
        return Arrays.copyOfRange(record, SIGNATURE, SIGNATURE + SIGNATURE_BYTES);
    }

    @Override
    public List<PartitionPlace> places(String disk) throws IOException {
        List<PartitionPlace> found = new ArrayList<>();
        String directory = "/sys/block/" + disk.substring(disk.lastIndexOf('/') + 1);
        for (String partition : context.devices().partitionsOf(disk)) {
            String name = partition.substring(partition.lastIndexOf('/') + 1);
            long start = Long.parseLong(Devices.attribute(directory + "/" + name + "/start"));
            String guid = new FilesystemActions(context).blkid(partition).get("PART_ENTRY_UUID");
            found.add(
                    new PartitionPlace(partition, start * SECTOR, guid == null ? null : guid.toLowerCase(Locale.ROOT)));
        }
        return found;
    }
}
