package org.guestscope.live;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A mounted filesystem as the guest's own agent reports it.
 *
 * @param mountpoint the guest's path
 * @param name the guest kernel's device name, e.g. {@code vda1} or {@code dm-0}
 * @param type the filesystem, e.g. {@code ext4}
 * @param totalBytes size as an unprivileged user of the guest sees it; -1 when the agent does not tell
 * @param usedBytes of that; -1 when the agent does not tell
 * @param disks the disks it lies on
 */
public record AgentFilesystem(
        String mountpoint, String name, String type, long totalBytes, long usedBytes, List<Disk> disks) {

    /** Makes the list its own. */
    public AgentFilesystem {
        disks = List.copyOf(disks);
    }

    /** Whether both figures are known: agents before 3.0 report neither. */
    public boolean hasUsage() {
        return totalBytes >= 0 && usedBytes >= 0;
    }

    /**
     * A disk below a filesystem.
     *
     * @param alias the domain's target name, e.g. {@code vda}, where libvirt could match it
     * @param serial the disk's serial number in the guest
     * @param device the guest's device node of the partition, e.g. {@code /dev/vda1}
     */
    public record Disk(
            @Nullable String alias,
            @Nullable String serial,
            @Nullable String device) {}
}
