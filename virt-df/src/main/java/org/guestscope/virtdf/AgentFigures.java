package org.guestscope.virtdf;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.guestscope.disk.fs.StatVfs;
import org.guestscope.disk.guest.GuestLayout;
import org.guestscope.live.AgentFilesystem;
import org.guestscope.live.Connection;
import org.guestscope.live.Domain;
import org.guestscope.live.GuestAgent;
import org.guestscope.live.LiveException;
import org.guestscope.virtdf.Guest.GuestDisk;
import org.jspecify.annotations.Nullable;

/**
 * Asks a running domain's guest agent. It knows what is in use right now, but tells only two figures of the many: used
 * bytes and the bytes that ordinary users can have in all. Size, inodes, label and UUID stay those read from the disk.
 */
final class AgentFigures implements Guest.LiveGuest {

    private static final Duration LIMIT = Duration.ofSeconds(3);

    private final Settings settings;
    private final Domain domain;

    AgentFigures(Settings settings, Domain domain) {
        this.settings = settings;
        this.domain = domain;
    }

    @Override
    public List<FilesystemUsage> refine(Guest guest, List<FilesystemUsage> rows) throws LiveException {
        Map<String, AgentFilesystem> figures = byDevice(guest, rows, ask());
        List<FilesystemUsage> refined = new ArrayList<>(rows.size());
        for (FilesystemUsage row : rows) {
            AgentFilesystem match = figures.get(Findings.whole(row.device()));
            refined.add(match == null ? row : withFigures(row, match));
        }
        return refined;
    }

    private List<AgentFilesystem> ask() throws LiveException {
        // libvirt lets only connections that may write talk to agents.
        try (Connection connection = Connection.open(settings.connection(), Connection.Access.READ_WRITE)) {
            return new GuestAgent(connection, LIMIT).filesystems(domain);
        }
    }

    /**
     * Finds the devices of the agent's filesystems. It names partitions; of a logical volume it tells only the disks below,
     * so that is found by its type and its exact size, and left alone when two could be meant.
     */
    static Map<String, AgentFilesystem> byDevice(
            Guest guest, List<FilesystemUsage> rows, List<AgentFilesystem> filesystems) {
        Map<String, AgentFilesystem> found = new HashMap<>();
        List<AgentFilesystem> others = new ArrayList<>();
        for (AgentFilesystem filesystem : filesystems) {
            if (!filesystem.hasUsage()) {
                continue;
            }
            String device = partition(guest, filesystem);
            if (device == null) {
                others.add(filesystem);
            } else {
                found.putIfAbsent(device, filesystem);
            }
        }
        for (FilesystemUsage row : rows) {
            AgentFilesystem only = onlyTwin(row, others);
            if (only != null && !found.containsKey(row.device()) && countTwins(only, rows) == 1) {
                found.put(row.device(), only);
            }
        }
        return found;
    }

    /** The partition or disk that a filesystem lies on, as rows name it; null when it lies on a volume. */
    private static @Nullable String partition(Guest guest, AgentFilesystem filesystem) {
        for (AgentFilesystem.Disk disk : filesystem.disks()) {
            String node = disk.device();
            if (node != null && node.equals("/dev/" + filesystem.name())) {
                return device(guest, disk);
            }
        }
        return null;
    }

    private static @Nullable AgentFilesystem onlyTwin(FilesystemUsage row, List<AgentFilesystem> filesystems) {
        AgentFilesystem only = null;
        for (AgentFilesystem filesystem : filesystems) {
            // A filesystem mounted twice is listed twice.
            if (areTwins(row, filesystem) && (only == null || !only.name().equals(filesystem.name()))) {
                if (only != null) {
                    return null;
                }
                only = filesystem;
            }
        }
        return only;
    }

    private static int countTwins(AgentFilesystem filesystem, List<FilesystemUsage> rows) {
        int count = 0;
        for (FilesystemUsage row : rows) {
            count += areTwins(row, filesystem) ? 1 : 0;
        }
        return count;
    }

    /** Whether type and size agree; the agent's size leaves out what is reserved, which does not change in use. */
    private static boolean areTwins(FilesystemUsage row, AgentFilesystem filesystem) {
        StatVfs stat = row.stat();
        long reserved = stat.free() - stat.available();
        return filesystem.type().equals(row.type())
                && filesystem.totalBytes() == (stat.blocks() - reserved) * stat.blockSize();
    }

    /** The row's name for the agent's partition: {@code /dev/vdb2} of the disk with target vdb is {@code /dev/sdX2}. */
    private static @Nullable String device(Guest guest, AgentFilesystem.Disk disk) {
        String alias = disk.alias();
        String node = disk.device();
        if (alias == null || node == null) {
            return null;
        }
        int digits = node.length();
        while (digits > 0 && Character.isDigit(node.charAt(digits - 1))) {
            digits--;
        }
        int index = 0;
        for (GuestDisk candidate : guest.disks()) {
            if (candidate.target().equals(alias)) {
                return GuestLayout.diskName(index) + node.substring(digits);
            }
            index++;
        }
        return null;
    }

    private static FilesystemUsage withFigures(FilesystemUsage row, AgentFilesystem filesystem) {
        StatVfs stat = row.stat();
        long used = filesystem.usedBytes() / stat.blockSize();
        long available = (filesystem.totalBytes() - filesystem.usedBytes()) / stat.blockSize();
        StatVfs live = new StatVfs(
                stat.blockSize(),
                stat.blocks(),
                stat.blocks() - used,
                Math.max(0, available),
                stat.files(),
                stat.filesFree());
        return new FilesystemUsage(
                row.guest(),
                row.guestUuid(),
                row.device(),
                row.type(),
                row.label(),
                row.uuid(),
                live,
                FilesystemUsage.Source.AGENT,
                null);
    }
}
