package org.guestscope.agent.action;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.guestscope.agent.child.Child;
import org.guestscope.agent.child.ChildException;
import org.guestscope.agent.device.Mountable;
import org.guestscope.agent.libc.Errno;
import org.guestscope.agent.libc.ErrnoException;
import org.guestscope.agent.libc.Fd;
import org.guestscope.agent.libc.Posix;
import org.guestscope.guest.action.Filesystems;
import org.guestscope.guest.struct.BtrfsSubvolume;
import org.guestscope.guest.struct.IsoInfo;
import org.jspecify.annotations.Nullable;

/** Makes filesystems and asks what they are. */
public final class FilesystemActions implements Filesystems {

    private final ActionContext context;

    /** With what all actions share. */
    public FilesystemActions(ActionContext context) {
        this.context = context;
    }

    @Override
    public int fsck(String fstype, String device) throws IOException {
        return context.child("fsck", "-a", "-t", fstype, device).run().status();
    }

    @Override
    public String vfsType(String mountable) throws IOException {
        return tag(mountable, "TYPE");
    }

    @Override
    public String vfsLabel(String mountable) throws IOException {
        return tag(mountable, "LABEL");
    }

    @Override
    public String vfsUuid(String mountable) throws IOException {
        return tag(mountable, "UUID");
    }

    private String tag(String mountable, String name) throws IOException {
        return BlockTags.of(context, context.mountable(mountable).device(), name);
    }

    @Override
    public String findfsUuid(String uuid) throws IOException {
        return canonical(BlockTags.find(context, "UUID=" + uuid));
    }

    @Override
    public String findfsLabel(String label) throws IOException {
        return canonical(BlockTags.find(context, "LABEL=" + label));
    }

    private String canonical(String device) throws IOException {
        return device.startsWith("/dev/mapper/") ? new LvmActions(context).canonicalOrSame(device) : device;
    }

    @Override
    public void mkfs(
            String fstype,
            String device,
            @Nullable Integer blocksize,
            @Nullable String features,
            @Nullable Integer inode,
            @Nullable Integer sectorsize,
            @Nullable String label)
            throws IOException {
        context.child("wipefs", "-a", "--force", device).require();
        MkfsCommand.of(context, fstype, blocksize, features, inode, sectorsize, label)
                .add(device)
                .require();
    }

    @Override
    public void mkfsB(String fstype, int blocksize, String device) throws IOException {
        mkfs(fstype, device, blocksize, null, null, null, null);
    }

    @Override
    public Map<String, String> blkid(String device) throws IOException {
        return BlockTags.all(context, device);
    }

    @Override
    public void setLabel(String mountable, String label) throws IOException {
        String device = context.mountable(mountable).device();
        new FilesystemNaming(context).setLabel(device, vfsType(mountable), label);
    }

    @Override
    public void setUuid(String device, String uuid) throws IOException {
        new FilesystemNaming(context).setUuid(device, vfsType(device), uuid);
    }

    @Override
    public void setUuidRandom(String device) throws IOException {
        new FilesystemNaming(context).setUuid(device, vfsType(device), null);
    }

    @Override
    public IsoInfo isoinfoDevice(String device) throws IOException {
        try (Fd file = Posix.open(device, Posix.O_RDONLY)) {
            return IsoVolumeDescriptor.read(device, file);
        }
    }

    @Override
    public IsoInfo isoinfo(String isofile) throws IOException {
        try (Fd file = context.sysroot().open(isofile, Posix.O_RDONLY)) {
            return IsoVolumeDescriptor.read(isofile, file);
        }
    }

    @Override
    public boolean filesystemAvailable(String filesystem) throws IOException {
        return new FeatureGroups(context).isMountable(filesystem);
    }

    @Override
    public void mklostAndFound(String mountpoint) throws IOException {
        try (Fd directory = context.sysroot().directory(mountpoint)) {
            context.child("mklost+found").in(directory).require();
        }
    }

    @Override
    public long vfsMinimumSize(String mountable) throws IOException {
        String device = context.mountable(mountable).device();
        return new MinimumSize(context).of(device, vfsType(mountable));
    }

    @Override
    public void mksquashfs(
            String path, OutputStream filename, @Nullable String compress, @Nullable List<String> excludes)
            throws IOException {
        String image = "/tmp/" + System.nanoTime() + ".squashfs";
        try (Fd directory = context.sysroot().directory(path)) {
            Child child = context.child("mksquashfs", ".", image, "-noappend", "-no-progress", "-wildcards");
            child.option("-comp", compress);
            if (excludes != null) {
                for (String pattern : excludes) {
                    child.add("-e", pattern);
                }
            }
            child.in(directory).require();
            try (Fd made = Posix.open(image, Posix.O_RDONLY)) {
                InputStream in = made.input();
                new StreamCopy(context, Posix.fstat(image, made).size()).copy(in, filename, Long.MAX_VALUE);
            }
        } finally {
            context.child("rm", "-f", image).run();
        }
    }

    @Override
    public Map<String, String> listFilesystems() throws IOException {
        Map<String, String> found = new LinkedHashMap<>();
        for (String disk : context.devices().disks()) {
            if (context.devices().partitionsOf(disk).isEmpty()) {
                add(disk, found);
            }
        }
        for (String partition : context.devices().partitions()) {
            add(partition, found);
        }
        for (String array : context.devices().arrays()) {
            add(array, found);
            for (String partition : context.devices().partitionsOf(array)) {
                add(partition, found);
            }
        }
        LvmActions lvm = new LvmActions(context);
        if (FeatureGroups.isInstalled("lvm")) {
            for (String volume : volumes(lvm)) {
                add(volume, found);
            }
        }
        for (String volume : new LdmActions(context).listLdmVolumes()) {
            add(volume, found);
        }
        for (String volume : new LdmActions(context).listLdmPartitions()) {
            add(volume, found);
        }
        return found;
    }

    /** A volume group whose metadata lies must not hide every other filesystem. */
    private static List<String> volumes(LvmActions lvm) throws IOException {
        try {
            return lvm.lvs();
        } catch (ChildException e) {
            System.err.println("logical volumes are not listed: " + e.getMessage());
            return List.of();
        }
    }

    /** Adds a device unless it is a part of something larger, and the subvolumes of a btrfs filesystem with it. */
    private void add(String device, Map<String, String> found) throws IOException {
        Map<String, String> tags;
        try {
            tags = BlockTags.all(context, device);
        } catch (ChildException e) {
            found.put(device, "unknown");
            return;
        }
        String type = tags.getOrDefault("TYPE", "");
        if (type.endsWith("_member") || isContainer(tags)) {
            return;
        }
        found.put(device, type.isEmpty() ? "unknown" : type);
        if (type.equals("btrfs")) {
            addSubvolumes(device, found);
        }
    }

    /** An extended partition holds other partitions, a disk with a table holds none that the kernel read. */
    private static boolean isContainer(Map<String, String> tags) {
        String partitionType = tags.getOrDefault("PART_ENTRY_TYPE", "");
        boolean extended = "dos".equals(tags.get("PART_ENTRY_SCHEME"))
                && (partitionType.equals("0x5") || partitionType.equals("0xf") || partitionType.equals("0x42"));
        return extended || tags.containsKey("PTTYPE") && !tags.containsKey("TYPE");
    }

    private void addSubvolumes(String device, Map<String, String> found) throws IOException {
        BtrfsActions btrfs = new BtrfsActions(context);
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

    /** A type for which there is no way of doing what was asked. */
    static ErrnoException unsupported(String what, String type) {
        return new ErrnoException(
                "%s of %s".formatted(what, type.isEmpty() ? "an unknown filesystem" : type), Errno.EOPNOTSUPP);
    }
}
