package org.guestscope.hostvalidate.check;

import java.util.ArrayList;
import java.util.List;
import org.guestscope.hostvalidate.host.Host;
import org.guestscope.hostvalidate.host.MountTable;
import org.guestscope.hostvalidate.host.MountTable.Mount;

/** Checks of where guests' disks lie. */
final class StorageChecks {
    private static final String IMAGES = "/var/lib/libvirt/images";
    private static final String BLOCK = "/sys/block";

    private StorageChecks() {}

    static List<Check<?>> all() {
        return List.of(
                new Check<>(
                        "storage-room",
                        Group.STORAGE,
                        "room for disk images",
                        "file systems of " + IMAGES + " and of the folder pools in /etc/libvirt/storage",
                        "a guest whose image cannot grow is paused",
                        Room::read,
                        Room::judge),
                new Check<>(
                        "storage-file-system",
                        Group.STORAGE,
                        "file system of disk images",
                        "/proc/mounts for " + IMAGES,
                        "copy-on-write below images splits them into pieces; some file systems refuse direct I/O",
                        FileSystem::read,
                        FileSystem::judge),
                new Check<>(
                        "storage-performance",
                        Group.STORAGE,
                        "I/O schedulers and io_uring",
                        BLOCK + "/*/queue/{scheduler,rotational}, /proc/sys/kernel/io_uring_disabled",
                        "io_uring is QEMU's fastest way to disks; guests schedule for themselves",
                        Performance::read,
                        Performance::judge),
                new Check<>(
                        "storage-virtiofsd",
                        Group.STORAGE,
                        "folders shared with guests (virtiofsd)",
                        "virtiofsd in its usual places, descriptors in /usr/share/qemu/vhost-user",
                        "without the daemon a domain with a shared folder does not start",
                        Virtiofs::read,
                        Virtiofs::judge));
    }

    record Room(List<Pool> pools) {
        /** A folder for images, and its file system's bytes. */
        record Pool(String folder, long total, long usable) {
            int percentFree() {
                return total <= 0 ? 0 : (int) (usable / (double) total * 100);
            }
        }

        /** Below this much of a file system free, images that grow soon stop. */
        private static final int LOW_PERCENT = 10;

        private static final String DEFINITIONS = "/etc/libvirt/storage";
        private static final long GIB = 1L << 30;

        static Room read(Host host) {
            List<String> folders = new ArrayList<>();
            folders.add(IMAGES);
            for (String name : host.list(DEFINITIONS)) {
                String definition = host.value(DEFINITIONS + "/" + name);
                String path = between(definition, "<path>", "</path>");
                if (definition.contains("<pool type='dir'>") && path.startsWith("/") && !folders.contains(path)) {
                    folders.add(path);
                }
            }
            List<Pool> pools = new ArrayList<>();
            for (String folder : folders) {
                long[] space = host.space(folder);
                if (space[0] > 0) {
                    pools.add(new Pool(folder, space[0], space[1]));
                }
            }
            return new Room(pools);
        }

        private static String between(String text, String start, String end) {
            int from = text.indexOf(start);
            int to = from < 0 ? -1 : text.indexOf(end, from);
            return to < 0 ? "" : text.substring(from + start.length(), to).trim();
        }

        Finding judge() {
            if (pools.isEmpty()) {
                return Finding.note(
                        "there is no folder for images, or this user may not look", "virsh pool-list --all");
            }
            List<String> seen = new ArrayList<>();
            boolean low = false;
            for (Pool pool : pools) {
                seen.add(pool.folder() + " " + pool.usable() / GIB + " of " + pool.total() / GIB + " GiB free");
                low |= pool.percentFree() < LOW_PERCENT;
            }
            String text = Words.some(seen, 4);
            return low ? Finding.warn(text, "virsh vol-list POOL --details") : Finding.pass(text);
        }
    }

    record FileSystem(String type, String options) {
        static FileSystem read(Host host) {
            List<Mount> mounts = MountTable.read(host);
            Mount best = new Mount("", "", "", "");
            if (mounts != null && host.isFolder(IMAGES)) {
                for (Mount mount : mounts) {
                    String folder = mount.folder().endsWith("/") ? mount.folder() : mount.folder() + "/";
                    if ((IMAGES + "/").startsWith(folder)
                            && mount.folder().length() >= best.folder().length()) {
                        best = mount;
                    }
                }
            }
            return new FileSystem(best.type(), best.options());
        }

        Finding judge() {
            if (type.isEmpty()) {
                return Finding.note("there is no " + IMAGES);
            }
            if (type.equals("btrfs") && !("," + options + ",").contains(",nodatacow,")) {
                return Finding.note("btrfs with copy-on-write", "chattr +C " + IMAGES);
            }
            if (type.equals("tmpfs") || type.equals("ramfs")) {
                return Finding.warn(
                        type + ": images are lost at the next boot", "# by hand: mount a disk on " + IMAGES);
            }
            return Finding.pass(type);
        }
    }

    record Performance(List<String> disks, String uringDisabled) {
        static Performance read(Host host) {
            List<String> disks = new ArrayList<>();
            for (String name : host.list(BLOCK)) {
                if (!name.startsWith("loop") && !name.startsWith("ram") && !name.startsWith("zram")) {
                    String queue = BLOCK + "/" + name + "/queue/";
                    String scheduler = Words.chosen(host.value(queue + "scheduler"));
                    boolean rotates = host.value(queue + "rotational").equals("1");
                    disks.add(name + " " + Words.orNone(scheduler) + (rotates ? " (rotating)" : ""));
                }
            }
            return new Performance(disks, host.value("/proc/sys/kernel/io_uring_disabled"));
        }

        Finding judge() {
            String seen = disks.isEmpty() ? "no disks are shown" : Words.some(disks, 6);
            if (uringDisabled.equals("2") || uringDisabled.equals("1")) {
                return Finding.note(
                        seen + "; io_uring is off" + (uringDisabled.equals("1") ? " for ordinary users" : ""),
                        "sysctl kernel.io_uring_disabled=0");
            }
            return Finding.pass(seen + "; io_uring is " + (uringDisabled.isEmpty() ? "not restricted" : "on"));
        }
    }

    record Virtiofs(String path, boolean described) {
        private static final String[] PLACES = {
            "/usr/libexec/virtiofsd", "/usr/lib/virtiofsd", "/usr/lib/qemu/virtiofsd", "/usr/bin/virtiofsd"
        };

        private static final String DESCRIPTORS = "/usr/share/qemu/vhost-user";

        static Virtiofs read(Host host) {
            boolean described = false;
            for (String name : host.list(DESCRIPTORS)) {
                described |= name.contains("virtiofsd") && name.endsWith(".json");
            }
            for (String place : PLACES) {
                if (host.exists(place)) {
                    return new Virtiofs(place, described);
                }
            }
            return new Virtiofs("", described);
        }

        Finding judge() {
            if (path.isEmpty()) {
                return Finding.note("not installed", "apt install virtiofsd");
            }
            if (!described) {
                return Finding.note(
                        path + ", but no descriptor tells libvirt of it", "apt install --reinstall virtiofsd");
            }
            return path.equals("/usr/lib/qemu/virtiofsd")
                    ? Finding.note(path + ", the old one that came with QEMU before 8.0", "apt install virtiofsd")
                    : Finding.pass(path);
        }
    }
}
