package org.guestscope.agent.action;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.guestscope.agent.child.ChildException;
import org.guestscope.agent.sysroot.MountTable;

/** Asks the tool that owns a filesystem how small it could become. */
final class MinimumSize {

    private static final Pattern EXT_BLOCKS = Pattern.compile("minimum size of the filesystem: ([0-9]+)");
    private static final Pattern NTFS_BYTES = Pattern.compile("resize at ([0-9]+) bytes");
    private static final Pattern BTRFS_BYTES = Pattern.compile("^([0-9]+) bytes");
    private static final Pattern XFS_BLOCKS = Pattern.compile("data +=.*bsize=([0-9]+) +blocks=([0-9]+)");

    private final ActionContext context;

    MinimumSize(ActionContext context) {
        this.context = context;
    }

    long of(String device, String type) throws IOException {
        return switch (type) {
            case "ext2", "ext3", "ext4" -> ext(device);
            case "ntfs" ->
                first(
                        NTFS_BYTES,
                        context.child("ntfsresize", "--info", "-ff", device)
                                .require()
                                .text());
            case "btrfs" -> btrfs(device);
            case "xfs" -> xfs(device);
            default -> throw FilesystemActions.unsupported(device, "the smallest size", type);
        };
    }

    private long ext(String device) throws IOException {
        long blocks = first(
                EXT_BLOCKS,
                context.child("resize2fs", "-P", "-f", device).require().text());
        String size = new ExtActions(context).tune2fsL(device).getOrDefault("Block size", "0");
        return blocks * Long.parseLong(size);
    }

    private long btrfs(String device) throws IOException {
        String target = MountTable.targetOf(device);
        if (target != null) {
            return btrfsAt(target);
        }
        try (TemporaryMount mount = TemporaryMount.of(context, device)) {
            return btrfsAt(mount.path());
        }
    }

    private long btrfsAt(String target) throws IOException {
        String said = context.child("btrfs", "inspect-internal", "min-dev-size", target)
                .require()
                .text();
        return first(BTRFS_BYTES, said);
    }

    /** XFS cannot shrink: what it has is the least it can have. */
    private long xfs(String device) throws IOException {
        String target = MountTable.targetOf(device);
        String said = context.child("xfs_info", target == null ? device : target)
                .require()
                .text();
        Matcher matcher = XFS_BLOCKS.matcher(said);
        if (!matcher.find()) {
            throw new ChildException(device + ": xfs_info tells no size");
        }
        return Long.parseLong(matcher.group(1)) * Long.parseLong(matcher.group(2));
    }

    private static long first(Pattern pattern, String said) throws IOException {
        Matcher matcher = pattern.matcher(said);
        if (!matcher.find()) {
            throw new ChildException("the tool tells no size: " + said.strip());
        }
        return Long.parseLong(matcher.group(1));
    }
}
