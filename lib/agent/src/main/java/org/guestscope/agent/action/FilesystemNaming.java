package org.guestscope.agent.action;

import java.io.IOException;
import java.util.UUID;
import org.guestscope.agent.child.ChildException;
import org.guestscope.agent.libc.Errno;
import org.guestscope.agent.libc.ErrnoException;
import org.guestscope.agent.sysroot.MountTable;
import org.jspecify.annotations.Nullable;

/** Sets labels and UUIDs with the tool that owns each filesystem. */
final class FilesystemNaming {

    /** Bytes of {@code s_volume_name}. */
    private static final int EXT_LABEL = 16;

    /** Bytes of {@code sb_fname}. */
    private static final int XFS_LABEL = 12;

    private static final int FAT_LABEL = 11;

    private final ActionContext context;

    FilesystemNaming(ActionContext context) {
        this.context = context;
    }

    void setLabel(String device, String type, String label) throws IOException {
        switch (type) {
            case "ext2", "ext3", "ext4" -> {
                limit(label, EXT_LABEL, type);
                context.child("tune2fs", "-L", label, device).require();
            }
            case "xfs" -> setXfsLabel(device, label);
            case "btrfs" -> setBtrfsLabel(device, label);
            case "vfat" -> {
                limit(label, FAT_LABEL, type);
                context.child("fatlabel", "--", device, label).require();
            }
            case "ntfs" ->
                context.child("ntfslabel", "-f", device, operand(label)).require();
            case "exfat" -> context.child("exfatlabel", device, operand(label)).require();
            case "swap" -> context.child("swaplabel", "-L", label, device).require();
            case "f2fs" -> context.child("f2fslabel", device, label).require();
            case "reiserfs" ->
                context.child("reiserfstune", "-l", label, device).require();
            case "jfs" -> context.child("jfs_tune", "-L", label, device).require();
            case "nilfs2" -> context.child("nilfs-tune", "-L", label, device).require();
            default -> throw FilesystemActions.unsupported(device, "the label", type);
        }
    }

    private void setXfsLabel(String device, String label) throws IOException {
        limit(label, XFS_LABEL, "xfs");
        String mounted = MountTable.targetOf(device);
        if (mounted == null) {
            context.child("xfs_admin", "-L", label.isEmpty() ? "--" : label, device)
                    .require();
        } else {
            String command = label.isEmpty() ? "label -c" : "label -s " + label;
            context.child("xfs_io", "-c", command, mounted).require();
        }
    }

    private void setBtrfsLabel(String device, String label) throws IOException {
        String mounted = MountTable.targetOf(device);
        context.child("btrfs", "filesystem", "label", "--", mounted == null ? device : mounted, label)
                .require();
    }

    /** Sets a UUID, or a random one for {@code null}. */
    void setUuid(String device, String type, @Nullable String uuid) throws IOException {
        String given = uuid == null ? UUID.randomUUID().toString() : uuid;
        switch (type) {
            case "ext2", "ext3", "ext4" ->
                context.child("tune2fs", "-f", "-U", given, device).require();
            case "xfs" -> context.child("xfs_admin", "-U", given, device).require();
            case "swap" -> context.child("swaplabel", "-U", given, device).require();
            case "btrfs" ->
                context.child("btrfstune", "-f", "-U", given, device).require();
            case "jfs" -> context.child("jfs_tune", "-U", given, device).require();
            case "reiserfs" ->
                context.child("reiserfstune", "-u", given, device).require();
            case "nilfs2" -> context.child("nilfs-tune", "-U", given, device).require();
            default -> throw FilesystemActions.unsupported(device, "the UUID", type);
        }
    }

    /** A label for programs that know no {@code --}, which would take one with a minus sign for an option. */
    private static String operand(String label) throws IOException {
        if (label.startsWith("-")) {
            throw new ErrnoException("a label that begins with a minus sign: " + label, Errno.EINVAL);
        }
        return label;
    }

    private static void limit(String label, int bytes, String type) throws IOException {
        if (label.length() > bytes) {
            throw new ChildException("%s: labels of %s have at most %d bytes".formatted(label, type, bytes));
        }
    }
}
