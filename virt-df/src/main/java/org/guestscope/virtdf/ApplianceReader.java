package org.guestscope.virtdf;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.guestscope.appliance.session.ApplianceLauncher;
import org.guestscope.appliance.session.KeyRing;
import org.guestscope.appliance.session.KeySelector;
import org.guestscope.appliance.session.Session;
import org.guestscope.cli.Tool;
import org.guestscope.disk.fs.StatVfs;
import org.guestscope.guest.ActionException;
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
    private static final int LIMIT_SECONDS = 180;

    private final Settings settings;
    private final List<KeySelector> keys;
    private final Semaphore running;
    private final Iterator<String> standardInput;
    private final BuildNotice notice;

    /**
     * @param keys keys for encrypted devices
     * @param standardInput further keys, a line each
     */
    ApplianceReader(Settings settings, List<KeySelector> keys, Iterator<String> standardInput, BuildNotice notice) {
        this.settings = settings;
        this.keys = keys;
        this.standardInput = standardInput;
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

    /** Whether there is a key that could open an encrypted device. */
    boolean hasKeys() {
        return !keys.isEmpty() || standardInput.hasNext();
    }

    /**
     * Mounts the filesystems of a guest, one after the other.
     *
     * @param wanted which of those found are asked; the others are left alone
     * @throws IOException when the appliance cannot be started, does not take the disks or dies
     */
    List<Answer> read(Guest guest, DeviceFilter wanted) throws IOException {
        running.acquireUninterruptibly();
        try (Session session = new Session(
                System.getenv(), new ApplianceLauncher(notice), path -> path, line -> notice.message(line))) {
            session.call("set-trace", settings.trace());
            session.call("set-verbose", settings.verbose());
            for (GuestDisk disk : guest.disks()) {
                addDisk(session, disk);
            }
            session.prepare();
            AtomicBoolean expired = limit(session);
            try {
                session.call("launch");
                return answers(session, wanted);
            } catch (IOException e) {
                if (expired.get()) {
                    throw new IOException("no answer from the appliance within " + LIMIT_SECONDS + " s", e);
                }
                throw e;
            } finally {
                expired.set(true);
            }
        } finally {
            running.release();
        }
    }

    /** Which of the filesystems found are mounted. */
    @FunctionalInterface
    interface DeviceFilter {
        boolean wants(String device);
    }

    private static void addDisk(Session session, GuestDisk disk) throws IOException {
        if (disk.uri()) {
            throw new IOException(disk.location() + ": network disks are not read through the appliance");
        }
        session.call(
                "add-drive",
                disk.location(),
                true,
                disk.format(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                disk.sectorSize() == 0 ? null : disk.sectorSize());
    }

    /** Gives a session up after {@link #LIMIT_SECONDS}, unless the flag it answers was set before. */
    private static AtomicBoolean limit(Session session) {
        AtomicBoolean done = new AtomicBoolean();
        Thread watch = new Thread(
                () -> {
                    try {
                        Thread.sleep(LIMIT_SECONDS * 1000L);
                        if (done.compareAndSet(false, true)) {
                            session.cancel();
                        }
                    } catch (InterruptedException | IOException e) {
                        // The session ends by itself; its own error tells why.
                        Thread.currentThread().interrupt();
                    }
                },
                "appliance limit");
        watch.setDaemon(true);
        watch.start();
        return done;
    }

    private List<Answer> answers(Session session, DeviceFilter wanted) throws IOException {
        if (hasKeys()) {
            new KeyRing(session, keys, this::nextKey).unlockAll();
        }
        List<Answer> answers = new ArrayList<>();
        for (Value.Row row : ((Value.Table) session.call("list-filesystems")).rows()) {
            String device = text(row.key());
            String type = text(row.value());
            if (wanted.wants(device) && isMountable(type)) {
                answers.add(answer(session, device, type));
            }
        }
        return answers;
    }

    /** Whether a mount is worth trying; an encrypted device is, when unlocked, another device. */
    private static boolean isMountable(String type) {
        return !type.equals("swap") && !type.equals("unknown") && !Findings.isEncrypted(type);
    }

    private String nextKey(String device) throws IOException {
        if (!standardInput.hasNext()) {
            throw new IOException(
                    device + ": no key for this encrypted device: give one with --key or --keys-from-stdin");
        }
        return standardInput.next();
    }

    private static Answer answer(Session session, String device, String type) throws IOException {
        try {
            session.call("mount-ro", device, "/");
        } catch (ActionException e) {
            return new Answer(device, type, null, Tool.describe(e), null, null);
        }
        try {
            Value.Struct stat = (Value.Struct) session.call("statvfs", "/");
            return new Answer(
                    device,
                    type,
                    stat(stat),
                    "",
                    textOrNull(session.call("vfs-label", device)),
                    textOrNull(session.call("vfs-uuid", device)));
        } finally {
            session.call("umount-all");
        }
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
