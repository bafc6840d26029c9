package org.guestscope.agent.action;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.guestscope.agent.child.Child;
import org.guestscope.agent.child.ChildException;
import org.guestscope.agent.libc.Errno;
import org.guestscope.agent.libc.ErrnoException;
import org.guestscope.agent.libc.Fd;
import org.guestscope.agent.libc.Posix;
import org.guestscope.guest.action.Filesystems;
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
                .about(fstype + ": " + device)
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
            make(child.in(directory));
            try (Fd made = Posix.open(image, Posix.O_RDONLY)) {
                InputStream in = made.input();
                new StreamCopy(context, Posix.fstat(image, made).size()).copy(in, filename, Long.MAX_VALUE);
            }
        } finally {
            context.child("rm", "-f", image).run();
        }
    }

    private static void make(Child mksquashfs) throws IOException {
        try {
            mksquashfs.require();
        } catch (ChildException e) {
            boolean full = String.valueOf(e.getMessage()).contains("No space left on device");
            throw full
                    ? new ChildException(
                            "the image does not fit into half of the appliance's memory: set-memsize gives more")
                    : e;
        }
    }

    @Override
    public Map<String, String> listFilesystems() throws IOException {
        return FilesystemList.read(context).types();
    }

    /** A type for which there is no way of doing what was asked. */
    static ErrnoException unsupported(String device, String what, String type) {
        String filesystem = type.isEmpty() ? "an unknown filesystem" : type;
        return new ErrnoException("%s: %s of %s".formatted(device, what, filesystem), Errno.EOPNOTSUPP);
    }
}
