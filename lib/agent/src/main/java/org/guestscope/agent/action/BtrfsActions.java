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
import org.guestscope.guest.action.Btrfs;
import org.guestscope.guest.struct.BtrfsBalance;
import org.guestscope.guest.struct.BtrfsScrub;
import org.jspecify.annotations.Nullable;

/** btrfs's own operations on filesystems and devices, with btrfs-progs. */
public final class BtrfsActions implements Btrfs {

    private static final Pattern DEVICE = Pattern.compile("devid +[0-9]+ .* path (/.*)");
    private static final Pattern BALANCE = Pattern.compile(
            "([0-9]+) out of about ([0-9]+) chunks balanced \\(([0-9]+) considered\\), +([0-9]+)% left");

    private final ActionContext context;
    private final BtrfsTool tool;

    /** With what all actions share. */
    public BtrfsActions(ActionContext context) {
        this.context = context;
        this.tool = new BtrfsTool(context);
    }

    @Override
    public void btrfsFilesystemResize(String mountpoint, @Nullable Long size) throws IOException {
        if (size != null && size <= 0) {
            throw new ErrnoException("size " + size, Errno.EINVAL);
        }
        tool.run("filesystem", "resize", size == null ? "max" : size.toString(), tool.path(mountpoint));
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
    public void btrfsFilesystemSync(String fs) throws IOException {
        tool.run("filesystem", "sync", tool.path(fs));
    }

    @Override
    public void btrfsFilesystemBalance(String fs) throws IOException {
        tool.run("balance", "start", "--full-balance", tool.path(fs));
    }

    @Override
    public void btrfsBalancePause(String path) throws IOException {
        tool.run("balance", "pause", tool.path(path));
    }

    @Override
    public void btrfsBalanceCancel(String path) throws IOException {
        tool.run("balance", "cancel", tool.path(path));
    }

    @Override
    public void btrfsBalanceResume(String path) throws IOException {
        tool.run("balance", "resume", tool.path(path));
    }

    @Override
    public BtrfsBalance btrfsBalanceStatus(String path) throws IOException {
        ChildResult result =
                context.child("btrfs", "balance", "status", tool.path(path)).run();
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
                    .add(tool.path(fs))
                    .require();
        }
    }

    @Override
    public void btrfsDeviceDelete(List<String> devices, String fs) throws IOException {
        if (!devices.isEmpty()) {
            context.child("btrfs", "device", "delete")
                    .add(devices)
                    .add(tool.path(fs))
                    .require();
        }
    }

    @Override
    public void btrfsReplace(String srcdev, String targetdev, String mntpoint) throws IOException {
        tool.run("replace", "start", "-B", "-f", srcdev, targetdev, tool.path(mntpoint));
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
    public void btrfsScrubStart(String path) throws IOException {
        tool.run("scrub", "start", tool.path(path));
    }

    @Override
    public void btrfsScrubCancel(String path) throws IOException {
        tool.run("scrub", "cancel", tool.path(path));
    }

    @Override
    public void btrfsScrubResume(String path) throws IOException {
        tool.run("scrub", "resume", tool.path(path));
    }

    @Override
    public BtrfsScrub btrfsScrubStatus(String path) throws IOException {
        Map<String, Long> counters = new LinkedHashMap<>();
        for (String line : tool.run("scrub", "status", "-R", tool.path(path)).lines()) {
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
                .add(tool.path(path))
                .require();
    }

    @Override
    public void btrfsRescueChunkRecover(String device) throws IOException {
        tool.run("rescue", "chunk-recover", "-v", "-y", device);
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
                .add(tool.newPath(image))
                .require();
    }

    @Override
    public List<String> btrfsFilesystemShow(String device) throws IOException {
        List<String> devices = new ArrayList<>();
        for (String line : tool.run("filesystem", "show", device).lines()) {
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
