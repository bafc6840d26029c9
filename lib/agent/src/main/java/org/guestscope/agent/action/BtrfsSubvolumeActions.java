package org.guestscope.agent.action;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.guestscope.agent.child.ChildException;
import org.guestscope.guest.action.BtrfsSubvolumes;
import org.guestscope.guest.struct.BtrfsQgroup;
import org.guestscope.guest.struct.BtrfsSubvolume;
import org.jspecify.annotations.Nullable;

/** Subvolumes, snapshots and quota groups of btrfs, with btrfs-progs. */
public final class BtrfsSubvolumeActions implements BtrfsSubvolumes {

    private static final Pattern SUBVOLUME = Pattern.compile("ID ([0-9]+) .*top level ([0-9]+) path (.*)");
    private static final Pattern DEFAULT = Pattern.compile("ID ([0-9]+)");

    private final ActionContext context;
    private final BtrfsTool tool;

    /** With what all actions share. */
    public BtrfsSubvolumeActions(ActionContext context) {
        this.context = context;
        this.tool = new BtrfsTool(context);
    }

    /** What to do with the directory at which a filesystem is mounted. */
    private interface MountedWork<T> {
        T at(String directory) throws IOException;
    }

    /** Works on a path of the guest, or on a device that is mounted for the time being. */
    private <T> T mounted(String fs, MountedWork<T> work) throws IOException {
        boolean device = fs.startsWith("/dev/") || fs.startsWith("btrfsvol:");
        if (!device) {
            return work.at(tool.path(fs));
        }
        try (TemporaryMount mount =
                TemporaryMount.of(context, context.mountable(fs).device())) {
            return work.at(mount.path());
        }
    }

    @Override
    public void btrfsSubvolumeSnapshot(String source, String dest, @Nullable Boolean ro, @Nullable String qgroupid)
            throws IOException {
        context.child("btrfs", "subvolume", "snapshot")
                .flag(ro, "-r")
                .option("-i", qgroupid)
                .add(tool.path(source), tool.newPath(dest))
                .require();
    }

    @Override
    public void btrfsSubvolumeDelete(String subvolume) throws IOException {
        tool.run("subvolume", "delete", tool.path(subvolume));
    }

    @Override
    public void btrfsSubvolumeCreate(String dest, @Nullable String qgroupid) throws IOException {
        context.child("btrfs", "subvolume", "create")
                .option("-i", qgroupid)
                .add(tool.newPath(dest))
                .require();
    }

    @Override
    public List<BtrfsSubvolume> btrfsSubvolumeList(String fs) throws IOException {
        return mounted(fs, directory -> {
            List<BtrfsSubvolume> subvolumes = new ArrayList<>();
            for (String line : tool.run("subvolume", "list", directory).lines()) {
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
        tool.run("subvolume", "set-default", "--", Long.toString(id), tool.path(fs));
    }

    @Override
    public long btrfsSubvolumeGetDefault(String fs) throws IOException {
        return mounted(fs, directory -> {
            String said = tool.run("subvolume", "get-default", directory).text();
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
        for (String line : tool.run("subvolume", "show", tool.path(subvolume)).lines()) {
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
    public void btrfsQuotaEnable(String fs, boolean enable) throws IOException {
        mounted(fs, directory -> tool.run("quota", enable ? "enable" : "disable", directory));
    }

    @Override
    public void btrfsQuotaRescan(String fs) throws IOException {
        mounted(fs, directory -> tool.run("quota", "rescan", directory));
    }

    @Override
    public void btrfsQgroupLimit(String subvolume, long size) throws IOException {
        tool.run("qgroup", "limit", "--", Long.toString(size), tool.path(subvolume));
    }

    @Override
    public void btrfsQgroupCreate(String qgroupid, String subvolume) throws IOException {
        tool.run("qgroup", "create", "--", qgroupid, tool.path(subvolume));
    }

    @Override
    public void btrfsQgroupDestroy(String qgroupid, String subvolume) throws IOException {
        tool.run("qgroup", "destroy", "--", qgroupid, tool.path(subvolume));
    }

    @Override
    public void btrfsQgroupAssign(String src, String dst, String path) throws IOException {
        tool.run("qgroup", "assign", "--", src, dst, tool.path(path));
    }

    @Override
    public void btrfsQgroupRemove(String src, String dst, String path) throws IOException {
        tool.run("qgroup", "remove", "--", src, dst, tool.path(path));
    }

    @Override
    public List<BtrfsQgroup> btrfsQgroupShow(String path) throws IOException {
        List<BtrfsQgroup> groups = new ArrayList<>();
        for (String line : tool.run("qgroup", "show", "--raw", tool.path(path)).lines()) {
            String[] columns = line.strip().split(" +");
            if (columns.length >= 3 && columns[0].matches("[0-9]+/[0-9]+")) {
                long referenced = Long.parseUnsignedLong(columns[1]);
                groups.add(new BtrfsQgroup(columns[0], referenced, Long.parseUnsignedLong(columns[2])));
            }
        }
        return groups;
    }
}
