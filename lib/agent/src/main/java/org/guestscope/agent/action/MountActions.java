package org.guestscope.agent.action;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.guestscope.agent.child.Child;
import org.guestscope.agent.child.ChildException;
import org.guestscope.agent.device.Devices;
import org.guestscope.agent.device.Mountable;
import org.guestscope.agent.device.SuperblockType;
import org.guestscope.agent.libc.Errno;
import org.guestscope.agent.libc.ErrnoException;
import org.guestscope.agent.libc.Fd;
import org.guestscope.agent.libc.Posix;
import org.guestscope.agent.sysroot.MountTable;
import org.guestscope.agent.sysroot.Sysroot;
import org.guestscope.guest.action.Mounts;
import org.jspecify.annotations.Nullable;

/** Mounts and unmounts below the sysroot. */
public final class MountActions implements Mounts {

    private static final long MS_RDONLY = 1;
    private static final int MNT_FORCE = 1;
    private static final int MNT_DETACH = 2;

    private final ActionContext context;

    /** With what all actions share. */
    public MountActions(ActionContext context) {
        this.context = context;
    }

    @Override
    public String mountableDevice(String mountable) {
        return context.mountable(mountable).device();
    }

    @Override
    public String mountableSubvolume(String mountable) throws IOException {
        String subvolume = context.mountable(mountable).subvolume();
        if (subvolume == null) {
            throw new ErrnoException(mountable, Errno.EINVAL);
        }
        return subvolume;
    }

    @Override
    public void mount(String mountable, String mountpoint) throws IOException {
        mountVfs("", "", mountable, mountpoint);
    }

    @Override
    public void mountRo(String mountable, String mountpoint) throws IOException {
        mountVfs("ro", "", mountable, mountpoint);
    }

    @Override
    public void mountOptions(String options, String mountable, String mountpoint) throws IOException {
        mountVfs(options, "", mountable, mountpoint);
    }

    @Override
    public void mountVfs(String options, String vfstype, String mountable, String mountpoint) throws IOException {
        Mountable what = context.mountable(mountable);
        String target = target(mountpoint);
        if (what.subvolume() == null && vfstype.isEmpty() && (options.isEmpty() || options.equals("ro"))) {
            String type = SuperblockType.of(what.device());
            if (type != null) {
                String subject = mountable + " on " + mountpoint;
                mountDirectly(subject, what.device(), target, type, options.isEmpty() ? 0 : MS_RDONLY);
                return;
            }
        }
        Child mount = context.child("mount");
        String all = what.subvolume() == null ? options : join(options, "subvol=" + what.subvolume());
        if (!all.isEmpty()) {
            mount.add("-o", all);
        }
        if (!vfstype.isEmpty()) {
            mount.add("-t", vfstype);
        }
        mount.add("--", what.device(), target);
        mount.about(mountable + " on " + mountpoint).require();
    }

    /** As mount(8) does: what cannot be written, a device or a kind of filesystem, is mounted for reading. */
    private static void mountDirectly(String subject, String device, String target, String type, long flags)
            throws IOException {
        try {
            Posix.mount(subject, device, target, type, flags, "");
        } catch (ErrnoException e) {
            if (flags != 0 || e.errno() != Errno.EACCES && e.errno() != Errno.EROFS) {
                throw e;
            }
            Posix.mount(subject, device, target, type, MS_RDONLY, "");
        }
    }

    @Override
    public void mountLoop(String file, String mountpoint) throws IOException {
        String target = target(mountpoint);
        // Nobody else loads it when its first device is asked for.
        context.child("modprobe", "loop").run();
        try (Fd image = context.sysroot().handle(file)) {
            String device = context.child("losetup", "-f", "--show", image.procPath())
                    .require()
                    .trimmed();
            try {
                context.child("mount", "--", device, target)
                        .about(file + " on " + mountpoint)
                        .require();
            } finally {
                // A device that is mounted goes with its mount.
                context.child("losetup", "-d", device).run();
            }
        }
    }

    @Override
    public void umount(String pathordevice, @Nullable Boolean force, @Nullable Boolean lazyunmount) throws IOException {
        int flags = (Boolean.TRUE.equals(force) ? MNT_FORCE : 0) | (Boolean.TRUE.equals(lazyunmount) ? MNT_DETACH : 0);
        String target = pathordevice.startsWith("/dev/")
                ? targetOfDevice(pathordevice)
                : context.sysroot().outsidePath(pathordevice);
        try {
            Posix.umount(pathordevice, target, flags);
        } catch (ErrnoException e) {
            throw e.errno() == Errno.EINVAL ? new ChildException(pathordevice + ": not mounted") : e;
        }
    }

    @Override
    public List<String> mounts() throws IOException {
        List<String> sources = new ArrayList<>();
        for (MountTable.Mount mount : guestMounts()) {
            if (mount.source().startsWith("/dev/")) {
                sources.add(mount.source());
            }
        }
        return sources;
    }

    @Override
    public List<Map.Entry<String, String>> mountpoints() throws IOException {
        List<Map.Entry<String, String>> points = new ArrayList<>();
        for (MountTable.Mount mount : guestMounts()) {
            if (mount.source().startsWith("/dev/")) {
                String inside =
                        mount.target().substring(context.sysroot().path().length());
                points.add(Map.entry(mount.source(), inside.isEmpty() ? "/" : inside));
            }
        }
        return points;
    }

    @Override
    public void umountAll() throws IOException {
        List<MountTable.Mount> mounts = new ArrayList<>(guestMounts());
        mounts.sort(Comparator.comparingInt((MountTable.Mount mount) -> depth(mount.target()))
                .reversed());
        for (MountTable.Mount mount : mounts) {
            Posix.umount(mount.target(), mount.target(), 0);
        }
    }

    @Override
    public void mkmountpoint(String exemptpath) throws IOException {
        ActionContext.requireAbsolute(exemptpath);
        makeRoom();
        try (Sysroot.Place place = context.sysroot().place(exemptpath)) {
            Posix.mkdirat(exemptpath, place.directory().number(), place.name(), 0777);
        }
    }

    /** The appliance's own root is read-only: before the guest has one, its mountpoints stand in memory. */
    private void makeRoom() throws IOException {
        String root = context.sysroot().path();
        for (MountTable.Mount mount : MountTable.read()) {
            if (mount.target().equals(root)) {
                return;
            }
        }
        if (!context.bound()) {
            Posix.mount(root, MountTable.PLACEHOLDER, root, "tmpfs", 0, "mode=0755,size=1m");
        }
    }

    @Override
    public void rmmountpoint(String exemptpath) throws IOException {
        ActionContext.requireAbsolute(exemptpath);
        try (Sysroot.Place place = context.sysroot().place(exemptpath)) {
            Posix.unlinkat(exemptpath, place.directory().number(), place.name(), Posix.AT_REMOVEDIR);
        }
    }

    @Override
    public void remount(String mountpoint, @Nullable Boolean rw) throws IOException {
        String mode = Boolean.FALSE.equals(rw) ? "ro" : "rw";
        context.child("mount", "-o", "remount," + mode, "--", context.sysroot().outsidePath(mountpoint))
                .require();
    }

    @Override
    public List<String> list9p() throws IOException {
        String drivers = "/sys/bus/virtio/drivers/9pnet_virtio";
        List<String> tags = new ArrayList<>();
        for (String name : Devices.list(drivers)) {
            if (name.startsWith("virtio")) {
                tags.add(Devices.attribute(drivers + "/" + name + "/mount_tag").replace("\0", ""));
            }
        }
        return tags;
    }

    @Override
    public void mount9p(String mounttag, String mountpoint, @Nullable String options) throws IOException {
        String all = join("trans=virtio", options == null ? "" : options);
        context.child("mount", "-o", all, "-t", "9p", "--", mounttag, target(mountpoint))
                .require();
    }

    /** Mounts below the sysroot in the order of mounting, which is also from the outside in. */
    private List<MountTable.Mount> guestMounts() throws IOException {
        String root = context.sysroot().path();
        List<MountTable.Mount> found = new ArrayList<>();
        for (MountTable.Mount mount : MountTable.read()) {
            if (mount.isGuests(root)) {
                found.add(mount);
            }
        }
        return found;
    }

    private String target(String mountpoint) throws IOException {
        ActionContext.requireAbsolute(mountpoint);
        return context.sysroot().outsidePath(mountpoint);
    }

    private String targetOfDevice(String device) throws IOException {
        long number = Posix.statx(device, Posix.AT_FDCWD, device, 0).special();
        String target = null;
        for (MountTable.Mount mount : guestMounts()) {
            boolean same = mount.source().equals(device);
            if (!same && context.devices().isBlockDevice(mount.source())) {
                same = Posix.statx(device, Posix.AT_FDCWD, mount.source(), 0).special() == number;
            }
            if (same) {
                target = mount.target();
            }
        }
        if (target == null) {
            throw new ChildException(device + ": not mounted");
        }
        return target;
    }

    private static int depth(String path) {
        return (int) path.chars().filter(c -> c == '/').count();
    }

    private static String join(String options, String more) {
        if (options.isEmpty() || more.isEmpty()) {
            return options + more;
        }
        return options + "," + more;
    }
}
