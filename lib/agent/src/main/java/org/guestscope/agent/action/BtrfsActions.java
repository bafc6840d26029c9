package org.guestscope.agent.action;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.guestscope.agent.child.ChildException;
import org.guestscope.agent.child.ChildResult;
import org.guestscope.agent.libc.Errno;
import org.guestscope.agent.libc.ErrnoException;
import org.guestscope.agent.libc.Posix;
import org.guestscope.agent.sysroot.Sysroot;
import org.guestscope.guest.action.Btrfs;
import org.guestscope.guest.struct.BtrfsBalance;
import org.guestscope.guest.struct.BtrfsQgroup;
import org.guestscope.guest.struct.BtrfsScrub;
import org.guestscope.guest.struct.BtrfsSubvolume;
import org.jspecify.annotations.Nullable;

/** btrfs's own operations, with btrfs-progs. */
public final class BtrfsActions implements Btrfs {

    private static final Pattern SUBVOLUME = Pattern.compile("ID ([0-9]+) .*top level ([0-9]+) path (.*)");
    private static final Pattern DEFAULT = Pattern.compile("ID ([0-9]+)");
    private static final Pattern DEVICE = Pattern.compile("devid +[0-9]+ .* path (/.*)");
    private static final Pattern BALANCE = Pattern.compile(
            "([0-9]+) out of about ([0-9]+) chunks balanced \\(([0-9]+) considered\\), +([0-9]+)% left");

    private final ActionContext context;

    /** With what all actions share. */
    public BtrfsActions(ActionContext context) {
        this.context = context;
    }

    private ChildResult btrfs(String group, String command, String... arguments) throws IOException {
        return context.child("btrfs", group, command).add(arguments).require();
    }

    private String path(String guestPath) throws IOException {
        return context.sysroot().outsidePath(guestPath);
    }

    /** The path of something that does not exist yet. */
    private String newPath(String guestPath) throws IOException {
        try (Sysroot.Place place = context.sysroot().place(guestPath)) {
            return Posix.readlinkat(guestPath, Posix.AT_FDCWD, place.directory().procPath()) + "/" + place.name();
        }
    }

    /** What to do with the directory at which a filesystem is mounted. */
    private interface MountedWork<T> {
        T at(String directory) throws IOException;
    }

    /** Works on a path of the guest, or on a device that is mounted for the time being. */
    private <T> T mounted(String fs, MountedWork<T> work) throws IOException {
        boolean device = fs.startsWith("/dev/") || fs.startsWith("btrfsvol:");
        if (!device) {
            return work.at(path(fs));
        }
        try (TemporaryMount mount =
                TemporaryMount.of(context, context.mountable(fs).device())) {
            return work.at(mount.path());
        }
    }

    @Override
    public void btrfsFilesystemResize(String mountpoint, @Nullable Long size) throws IOException {
        if (size != null && size <= 0) {
            throw new ErrnoException("size " + size, Errno.EINVAL);
        }
        btrfs("filesystem", "resize", size == null ? "max" : size.toString(), path(mountpoint));
    }

    @Override
    public void mkfsBtrfs(
            List<String> devices,
            @Nullable Long allocstart,
            @Nullable Long bytecount,
            @Nullable String datatype,
            @Nullable Integer leafsize,
            @Nullable String label,
            @Nullable String metadata,
            @Nullable Integer nodesize,
            @Nullable Integer sectorsize)
            throws IOException {
        if (devices.isEmpty()) {
            throw new ErrnoException("no device", Errno.EINVAL);
        }
        for (String device : devices) {
            context.child("wipefs", "-a", "--force", device).require();
        }
        // Leaf and node size have been the same since btrfs-progs 4; where blocks are allocated first cannot be chosen.
        context.child("mkfs.btrfs", "-f")
                .option("-b", bytecount)
                .option("-d", datatype)
                .option("-L", label)
                .option("-m", metadata)
                .option("-n", nodesize == null ? leafsize : nodesize)
                .option("-s", sectorsize)
                .add(devices)
                .require();
    }

    @Override
    public void btrfsSubvolumeSnapshot(String source, String dest, @Nullable Boolean ro, @Nullable String qgroupid)
            throws IOException {
        context.child("btrfs", "subvolume", "snapshot")
                .flag(ro, "-r")
                .option("-i", qgroupid)
                .add(path(source), newPath(dest))
                .require();
    }

    @Override
    public void btrfsSubvolumeDelete(String subvolume) throws IOException {
        btrfs("subvolume", "delete", path(subvolume));
    }

    @Override
    public void btrfsSubvolumeCreate(String dest, @Nullable String qgroupid) throws IOException {
        context.child("btrfs", "subvolume", "create")
                .option("-i", qgroupid)
                .add(newPath(dest))
                .require();
    }

    @Override
    public List<BtrfsSubvolume> btrfsSubvolumeList(String fs) throws IOException {
        return mounted(fs, directory -> {
            List<BtrfsSubvolume> subvolumes = new ArrayList<>();
            for (String line : btrfs("subvolume", "list", directory).lines()) {
                Matcher matcher = SUBVOLUME.matcher(line);
                if (matcher.matches()) {
                    long id = Long.parseLong(matcher.group(1));
                    subvolumes.add(new BtrfsSubvolume(id, Long.parseLong(matcher.group(2)), matcher.group(3)));
                }
            }
            return subvolumes;
        });
    }

    @Override
    public void btrfsSubvolumeSetDefault(long id, String fs) throws IOException {
        btrfs("subvolume", "set-default", "--", Long.toString(id), path(fs));
    }

    @Override
    public long btrfsSubvolumeGetDefault(String fs) throws IOException {
        return mounted(fs, directory -> {
            String said = btrfs("subvolume", "get-default", directory).text();
            Matcher matcher = DEFAULT.matcher(said);
            if (!matcher.find()) {
                throw new ChildException(fs + ": btrfs tells no subvolume: " + said.strip());
            }
            return Long.parseLong(matcher.group(1));
        });
    }

    @Override
    public Map<String, String> btrfsSubvolumeShow(String subvolume) throws IOException {
        Map<String, String> details = new LinkedHashMap<>();
        String last = "";
        for (String line : btrfs("subvolume", "show", path(subvolume)).lines()) {
            int colon = line.indexOf(':');
            if (!line.startsWith("\t")) {
                details.putIfAbsent("path", line.strip());
            } else if (!line.startsWith("\t\t") && colon > 0) {
                last = line.substring(1, colon).strip();
                String value = line.substring(colon + 1).strip();
                details.put(last, value.equals("-") ? "" : value);
            } else if (!last.isEmpty()) {
                details.merge(last, line.strip(), (before, more) -> before.isEmpty() ? more : before + "," + more);
            }
        }
        return details;
    }

    @Override
    public void btrfsFilesystemSync(String fs) throws IOException {
        btrfs("filesystem", "sync", path(fs));
    }

    @Override
    public void btrfsFilesystemBalance(String fs) throws IOException {
        btrfs("balance", "start", "--full-balance", path(fs));
    }

    @Override
    public void btrfsBalancePause(String path) throws IOException {
        btrfs("balance", "pause", path(path));
    }

    @Override
    public void btrfsBalanceCancel(String path) throws IOException {
        btrfs("balance", "cancel", path(path));
    }

    @Override
    public void btrfsBalanceResume(String path) throws IOException {
        btrfs("balance", "resume", path(path));
    }

    @Override
    public BtrfsBalance btrfsBalanceStatus(String path) throws IOException {
        ChildResult result =
                context.child("btrfs", "balance", "status", path(path)).run();
        String said = result.text();
        if (said.startsWith("No balance found")) {
            return new BtrfsBalance("none", 0, 0, 0, 0);
        }
        Matcher counts = BALANCE.matcher(said);
        Matcher status = Pattern.compile("is ([a-z]+)").matcher(said);
        if (!status.find() || !counts.find()) {
            throw new ChildException(path + ": " + result.complaint());
        }
        return new BtrfsBalance(
                status.group(1),
                Long.parseLong(counts.group(2)),
                Long.parseLong(counts.group(1)),
                Long.parseLong(counts.group(3)),
                Long.parseLong(counts.group(4)));
    }

    @Override
    public void btrfsDeviceAdd(List<String> devices, String fs) throws IOException {
        if (!devices.isEmpty()) {
            context.child("btrfs", "device", "add", "--force")
                    .add(devices)
                    .add(path(fs))
                    .require();
        }
    }

    @Override
    public void btrfsDeviceDelete(List<String> devices, String fs) throws IOException {
        if (!devices.isEmpty()) {
            context.child("btrfs", "device", "delete")
                    .add(devices)
                    .add(path(fs))
                    .require();
        }
    }

    @Override
    public void btrfsReplace(String srcdev, String targetdev, String mntpoint) throws IOException {
        btrfs("replace", "start", "-B", "-f", srcdev, targetdev, path(mntpoint));
    }

    @Override
    public void btrfsSetSeeding(String device, boolean seeding) throws IOException {
        btrfstuneSeeding(device, seeding);
    }

    @Override
    public void btrfstuneSeeding(String device, boolean seeding) throws IOException {
        context.child("btrfstune", "-f", "-S", seeding ? "1" : "0", device).require();
    }

    @Override
    public void btrfstuneEnableExtendedInodeRefs(String device) throws IOException {
        context.child("btrfstune", "-r", device).require();
    }

    @Override
    public void btrfstuneEnableSkinnyMetadataExtentRefs(String device) throws IOException {
        context.child("btrfstune", "-x", device).require();
    }

    @Override
    public void btrfsFsck(String device, @Nullable Long superblock, @Nullable Boolean repair) throws IOException {
        if (superblock != null && superblock < 0) {
            throw new ErrnoException("superblock " + superblock, Errno.EINVAL);
        }
        context.child("btrfs", "check", "--force")
                .option("--super", superblock)
                .flag(repair, "--repair")
                .add(device)
                .require();
    }

    @Override
    public void btrfsQuotaEnable(String fs, boolean enable) throws IOException {
        mounted(fs, directory -> btrfs("quota", enable ? "enable" : "disable", directory));
    }

    @Override
    public void btrfsQuotaRescan(String fs) throws IOException {
        mounted(fs, directory -> btrfs("quota", "rescan", directory));
    }

    @Override
    public void btrfsQgroupLimit(String subvolume, long size) throws IOException {
        btrfs("qgroup", "limit", "--", Long.toString(size), path(subvolume));
    }

    @Override
    public void btrfsQgroupCreate(String qgroupid, String subvolume) throws IOException {
        btrfs("qgroup", "create", "--", qgroupid, path(subvolume));
    }

    @Override
    public void btrfsQgroupDestroy(String qgroupid, String subvolume) throws IOException {
        btrfs("qgroup", "destroy", "--", qgroupid, path(subvolume));
    }

    @Override
    public void btrfsQgroupAssign(String src, String dst, String path) throws IOException {
        btrfs("qgroup", "assign", "--", src, dst, path(path));
    }

    @Override
    public void btrfsQgroupRemove(String src, String dst, String path) throws IOException {
        btrfs("qgroup", "remove", "--", src, dst, path(path));
    }

    @Override
    public List<BtrfsQgroup> btrfsQgroupShow(String path) throws IOException {
        List<BtrfsQgroup> groups = new ArrayList<>();
        for (String line : btrfs("qgroup", "show", "--raw", path(path)).lines()) {
            String[] columns = line.strip().split(" +");
            if (columns.length >= 3 && columns[0].matches("[0-9]+/[0-9]+")) {
                long referenced = Long.parseUnsignedLong(columns[1]);
                groups.add(new BtrfsQgroup(columns[0], referenced, Long.parseUnsignedLong(columns[2])));
            }
        }
        return groups;
    }

    @Override
    public void btrfsScrubStart(String path) throws IOException {
        btrfs("scrub", "start", path(path));
    }

    @Override
    public void btrfsScrubCancel(String path) throws IOException {
        btrfs("scrub", "cancel", path(path));
    }

    @Override
    public void btrfsScrubResume(String path) throws IOException {
        btrfs("scrub", "resume", path(path));
    }

    @Override
    public BtrfsScrub btrfsScrubStatus(String path) throws IOException {
        Map<String, Long> counters = new LinkedHashMap<>();
        for (String line : btrfs("scrub", "status", "-R", path(path)).lines()) {
            String[] parts = line.strip().split(": *", 2);
            if (parts.length == 2 && parts[1].matches("[0-9]+")) {
                counters.put(parts[0], Long.parseUnsignedLong(parts[1]));
            }
        }
        return new BtrfsScrub(
                counters.getOrDefault("data_extents_scrubbed", 0L),
                counters.getOrDefault("tree_extents_scrubbed", 0L),
                counters.getOrDefault("data_bytes_scrubbed", 0L),
                counters.getOrDefault("tree_bytes_scrubbed", 0L),
                counters.getOrDefault("read_errors", 0L),
                counters.getOrDefault("csum_errors", 0L),
                counters.getOrDefault("verify_errors", 0L),
                counters.getOrDefault("no_csum", 0L),
                counters.getOrDefault("csum_discards", 0L),
                counters.getOrDefault("super_errors", 0L),
                counters.getOrDefault("malloc_errors", 0L),
                counters.getOrDefault("uncorrectable_errors", 0L),
                counters.getOrDefault("unverified_errors", 0L),
                counters.getOrDefault("corrected_errors", 0L),
                counters.getOrDefault("last_physical", 0L));
    }

    @Override
    public void btrfsFilesystemDefragment(String path, @Nullable Boolean flush, @Nullable String compress)
            throws IOException {
        context.child("btrfs", "filesystem", "defragment", "-r")
                .flag(flush, "-f")
                .flag(compress != null, "-c" + compress)
                .add(path(path))
                .require();
    }

    @Override
    public void btrfsRescueChunkRecover(String device) throws IOException {
        btrfs("rescue", "chunk-recover", "-v", "-y", device);
    }

    /** Status 2 says that all superblocks are good and nothing had to be done. */
    @Override
    public void btrfsRescueSuperRecover(String device) throws IOException {
        ChildResult result = context.child("btrfs", "rescue", "super-recover", "-v", "-y", device)
                .run();
        if (result.status() != 0 && result.status() != 2) {
            throw new ChildException(device + ": " + result.complaint());
        }
    }

    @Override
    public void btrfsImage(List<String> source, String image, @Nullable Integer compresslevel) throws IOException {
        context.child("btrfs-image")
                .option("-c", compresslevel)
                .add(source)
                .add(newPath(image))
                .require();
    }

    @Override
    public List<String> btrfsFilesystemShow(String device) throws IOException {
        List<String> devices = new ArrayList<>();
        for (String line : btrfs("filesystem", "show", device).lines()) {
            Matcher matcher = DEVICE.matcher(line);
            if (matcher.find()) {
                devices.add(matcher.group(1));
            } else if (line.contains("devices missing")) {
                throw new ErrnoException(device + ": a device of the filesystem is missing", Errno.ENODEV);
            }
        }
        return devices;
    }
}
