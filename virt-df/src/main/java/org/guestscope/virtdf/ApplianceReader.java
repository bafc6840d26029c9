package org.guestscope.virtdf;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.guestscope.appliance.session.ApplianceLauncher;
import org.guestscope.appliance.session.ImageLocation;
import org.guestscope.appliance.session.KeyRing;
import org.guestscope.appliance.session.Session;
import org.guestscope.cli.Tool;
import org.guestscope.disk.fs.StatVfs;
import org.guestscope.guest.ActionException;
import org.guestscope.guest.call.ByteText;
import org.guestscope.guest.wire.Value;
import org.guestscope.virtdf.Guest.GuestDisk;
import org.jspecify.annotations.Nullable;

/**
 * The second way to figures: an appliance for one guest, its disks read-only behind throw-away overlays, each filesystem
 * mounted and asked. Never two guests in one appliance: what one guest's disk does to the kernel there must not touch the
 * figures of another.
 */
final class ApplianceReader {

    /** What an appliance may take of the host's memory, with what QEMU itself needs. */
    private static final long MEMORY_KIB = 1_600_000;

    /** A guest that keeps its appliance busy for longer is given up. */
    private static final Duration LIMIT = Duration.ofSeconds(180);

    private final Settings settings;
    private final DiskKeys keys;
    private final Semaphore running;
    private final BuildNotice notice;

    /** @param keys keys for encrypted devices */
    ApplianceReader(Settings settings, DiskKeys keys, BuildNotice notice) {
        this.settings = settings;
        this.keys = keys;
        this.notice = notice;
        long fit = Math.max(1, HostMemory.availableKib() / MEMORY_KIB);
        int wanted =
                settings.jobs() > 0 ? settings.jobs() : Runtime.getRuntime().availableProcessors();
        running = new Semaphore((int) Math.min(fit, wanted));
    }

    /**
     * A filesystem as the appliance shows it.
     *
     * @param device the device or subvolume as libguestfs names it
     * @param type blkid's name of it
     * @param stat its figures, null when it could not be mounted
     * @param why why not, empty when it could
     */
    record Answer(
            String device,
            String type,
            @Nullable StatVfs stat,
            String why,
            @Nullable String label,
            @Nullable String uuid) {}

    /** Told what the appliance finds, one after the other: what came before a failure stays. */
    interface Sink {

        /** Whether the figures of {@code device} are wanted; the others are left alone. */
        boolean wants(String device);

        void answer(Answer answer);

        /** A key opens {@code device}. */
        void opened(String device);

        /** {@code device}, of blkid's {@code type}, is encrypted and there is no key at all. */
        void encrypted(String device, String type);

        /** No key that was given opens {@code device}. */
        void refused(String device);
    }

    /** Whether there is a key that could open an encrypted device. */
    boolean hasKeys() {
        return keys.any();
    }

    /**
     * Mounts the filesystems of a guest, one after the other.
     *
     * @param formats the formats its disks were found to have
     * @throws IOException when the appliance cannot be started, does not take the disks, dies or takes too long
     */
    void read(Guest guest, List<String> formats, Sink sink) throws IOException {
        running.acquireUninterruptibly();
        try (Session session =
                new Session(System.getenv(), new ApplianceLauncher(notice), path -> path, notice::message)) {
            session.call("set-trace", settings.trace());
            session.call("set-verbose", settings.verbose());
            for (int i = 0; i < formats.size(); i++) {
                addDisk(session, guest.disks().get(i), formats.get(i));
            }
            session.prepare();
            session.call("launch");
            TimeLimit limit = new TimeLimit(session, LIMIT);
            try {
                answer(session, sink);
            } catch (IOException e) {
                throw limit.expired()
                        ? new IOException("no answer from the appliance within " + LIMIT.toSeconds() + " s", e)
                        : e;
            } finally {
                limit.close();
            }
        } finally {
            running.release();
        }
    }

    private static void addDisk(Session session, GuestDisk disk, String format) throws IOException {
        String text = ByteText.of(disk.location());
        ImageLocation location;
        try {
            location = disk.uri() ? ImageLocation.parse(text) : ImageLocation.file(text);
        } catch (IllegalArgumentException e) {
            throw new IOException(ByteText.decode(String.valueOf(e.getMessage())), e);
        }
        session.addDrive(location, true, format, disk.sectorSize());
    }

    private void answer(Session session, Sink sink) throws IOException {
        new KeyRing(session, keys.selectors(), device -> keys.unnamed()).unlockAll(new KeyRing.Outcome() {
            @Override
            public void opened(String device) {
                sink.opened(ByteText.decode(device));
            }

            @Override
            public void refused(String device, ActionException why) throws IOException {
                String name = ByteText.decode(device);
                if (keys.any()) {
                    sink.refused(name);
                } else if (sink.wants(name)) {
                    sink.encrypted(name, text((Value.Text) session.call("vfs-type", device)));
                }
            }
        });
        for (Value.Row row : ((Value.Table) session.call("list-filesystems")).rows()) {
            String device = text(row.key());
            String type = text(row.value());
            if (sink.wants(device) && !type.equals("swap") && !type.equals("unknown")) {
                sink.answer(answer(session, row.key().latin1(), device, type));
            }
        }
    }

    /** @param node the device's name as the appliance has it, byte for byte */
    private static Answer answer(Session session, String node, String device, String type) throws IOException {
        try {
            session.call("mount-ro", node, "/");
        } catch (ActionException e) {
            return new Answer(device, type, null, whyNotMounted(e, device), null, null);
        }
        try {
            Value.Struct stat = (Value.Struct) session.call("statvfs", "/");
            return new Answer(
                    device,
                    type,
                    stat(stat),
                    "",
                    textOrNull(session.call("vfs-label", node)),
                    textOrNull(session.call("vfs-uuid", node)));
        } finally {
            session.call("umount-all");
        }
    }

    /** What mount says, in one line and without what the line says already. */
    private static String whyNotMounted(ActionException e, String device) {
        String why = Tool.describe(e).lines().findFirst().orElse("");
        for (String known : List.of("mount_ro: ", device + " on /: ", "mount: /sysroot: ")) {
            why = why.startsWith(known) ? why.substring(known.length()) : why;
        }
        return why;
    }

    /** The figures of a struct whose fields are those of {@link org.guestscope.guest.struct.StatVfs}, in that order. */
    private static StatVfs stat(Value.Struct struct) {
        long[] field = struct.fields().stream()
                .mapToLong(value -> ((Value.Int) value).value())
                .toArray();
        return new StatVfs(field[0], field[2], field[3], field[4], field[5], field[6]);
    }

    private static String text(Value.Text text) {
        return new String(text.bytes(), StandardCharsets.UTF_8);
    }

    private static @Nullable String textOrNull(Value value) {
        String text = text((Value.Text) value);
        return text.isEmpty() ? null : text;
    }
}
