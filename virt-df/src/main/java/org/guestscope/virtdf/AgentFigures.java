package org.guestscope.virtdf;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
 * bytes and the bytes that ordinary users can have in all. Size, inodes, label and UUID stay those read from the disk,
 * which do not change while a filesystem is merely in use.
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
    public List<FilesystemUsage> refine(Guest guest, List<FilesystemUsage> rows) {
        List<AgentFilesystem> filesystems = ask();
        List<FilesystemUsage> refined = new ArrayList<>(rows.size());
        for (FilesystemUsage row : rows) {
            AgentFilesystem match = match(guest, row, filesystems, rows);
            refined.add(match == null ? row : withFigures(row, match));
        }
        return refined;
    }

    /** The agent's filesystems; none when it is missing, or too slow: it is a better source, never a needed one. */
    private List<AgentFilesystem> ask() {
        // libvirt lets only connections that may write talk to agents.
        try (Connection connection = Connection.open(settings.connection(), Connection.Access.READ_WRITE)) {
            return new GuestAgent(connection, LIMIT).filesystems(domain);
        } catch (LiveException e) {
            return List.of();
        }
    }

    /** The agent's entry for a row: the one on the same partition, else the only one that can be meant. */
    private static @Nullable AgentFilesystem match(
            Guest guest, FilesystemUsage row, List<AgentFilesystem> filesystems, List<FilesystemUsage> rows) {
        AgentFilesystem only = null;
        for (AgentFilesystem filesystem : filesystems) {
            if (!filesystem.hasUsage() || !fits(row, filesystem)) {
                continue;
            }
            for (AgentFilesystem.Disk disk : filesystem.disks()) {
                if (row.device().equals(device(guest, disk))
                        && filesystem.name().startsWith(stem(disk))) {
                    return filesystem;
                }
            }
            if (only != null) {
                return null;
            }
            only = filesystem;
        }
        int candidates = 0;
        for (FilesystemUsage other : rows) {
            candidates += only != null && fits(other, only) ? 1 : 0;
        }
        return candidates == 1 ? only : null;
    }

    private static boolean fits(FilesystemUsage row, AgentFilesystem filesystem) {
        long size = row.stat().blocks() * row.stat().blockSize();
        return filesystem.type().equals(row.type())
                && filesystem.totalBytes() <= size
                && filesystem.totalBytes() > size / 2
                && filesystem.usedBytes() <= size;
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
                return "/dev/" + GuestLayout.diskName(index) + node.substring(digits);
            }
            index++;
        }
        return null;
    }

    /** What the kernel's name of a filesystem on a plain partition of this disk begins with. */
    private static String stem(AgentFilesystem.Disk disk) {
        String node = disk.device();
        return node == null ? "/" : node.substring(node.lastIndexOf('/') + 1);
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
