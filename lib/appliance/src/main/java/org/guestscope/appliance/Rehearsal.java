package org.guestscope.appliance;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.guestscope.guest.ActionException;
import org.guestscope.guest.GuestConnection;
import org.guestscope.guest.action.Attributes;
import org.guestscope.guest.action.BlockDevices;
import org.guestscope.guest.action.Contents;
import org.guestscope.guest.action.Filesystems;
import org.guestscope.guest.action.Inspection;
import org.guestscope.guest.action.Kernel;
import org.guestscope.guest.action.Listings;
import org.guestscope.guest.action.Mounts;
import org.guestscope.guest.action.Nodes;
import org.guestscope.guest.action.Partitions;
import org.guestscope.guest.action.Texts;

/**
 * Uses a machine as sessions will, before its state is saved: a disk comes, is partitioned, formatted, mounted, read and
 * goes again. What this loads and compiles (the kernel's drivers and file systems, the agent's classes and methods, the
 * page cache) is in the state, and no restored machine has to do it again.
 */
final class Rehearsal {

    private static final long DISK_BYTES = 8 << 20;

    /** Enough that the JVM of the agent, which compiles late, has compiled what every call runs through many times. */
    private static final int ROUNDS = 12;

    /** File systems that guests often have; the one that is rehearsed with brings itself. And the transfer drive's. */
    private static final List<String> MODULES = List.of("xfs", "btrfs", "vfat", "sr_mod");

    private static final long GONE_MILLIS = 10_000;
    private static final long GONE_POLL_MILLIS = 20;

    private final Machine machine;
    private final GuestConnection guest;
    private final BlockDevices devices;
    private final Mounts mounts;

    private Rehearsal(Machine machine) {
        this.machine = machine;
        this.guest = machine.connection();
        this.devices = guest.actions(BlockDevices.class);
        this.mounts = guest.actions(Mounts.class);
    }

    /**
     * Rehearses; the machine has no disk when this returns.
     *
     * @throws ActionException when the guest failed at something; the state would be less warm
     */
    static void run(Machine machine) throws IOException {
        new Rehearsal(machine).run();
    }

    private void run() throws IOException {
        Kernel kernel = guest.actions(Kernel.class);
        for (String module : MODULES) {
            kernel.modprobe(module);
        }
        Path image = machine.directory().file("rehearsal");
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(DISK_BYTES);
        }
        try {
            RunningAppliance appliance = new RunningAppliance(machine);
            use(appliance, image, true);
            // Once more, for what is done with a disk that has something on it when it comes.
            use(appliance, image, false);
        } finally {
            Files.deleteIfExists(image);
        }
    }

    private void use(RunningAppliance appliance, Path image, boolean empty) throws IOException {
        DiskSpec spec = DiskSpec.readWrite(image.toString()).withFormat("raw").withCache(DiskSpec.Cache.UNSAFE);
        AttachedDisk disk = appliance.attach(List.of(spec)).get(0);
        String device = disk.device();
        String partition = device + "1";
        try {
            if (empty) {
                fill(device, partition);
            }
            for (int round = 0; round < ROUNDS; round++) {
                read(partition);
                // The first thing a restored machine does.
                Machine.resume(guest);
            }
        } finally {
            mounts.umountAll();
            appliance.detach(disk);
            awaitGone();
        }
    }

    private void fill(String device, String partition) throws IOException {
        guest.actions(Partitions.class).partDisk(device, "mbr");
        guest.actions(Filesystems.class).mkfs("ext4", partition, null, null, null, null, null);
        mounts.mount(partition, "/");
        Nodes nodes = guest.actions(Nodes.class);
        for (String directory : List.of("/bin", "/etc")) {
            nodes.mkdirP(directory);
        }
        String uuid = guest.actions(Filesystems.class).vfsUuid(partition);
        write("/etc/fstab", "UUID=" + uuid + " / ext4 defaults 0 1\n/dev/none /data ext4 defaults 0 2\n");
        write("/etc/os-release", "ID=fedora\nVERSION_ID=1\nPRETTY_NAME=\"rehearsal\"\n");
        write("/etc/hostname", "rehearsal\n");
        write("/file", "rehearsal\n");
        mounts.umountAll();
    }

    private void write(String path, String text) throws IOException {
        guest.actions(Contents.class).write(path, text.getBytes(StandardCharsets.UTF_8));
    }

    private void read(String partition) throws IOException {
        devices.blockdevGetsize64(partition);
        Inspection inspection = guest.actions(Inspection.class);
        for (String root : inspection.inspectOs()) {
            inspection.inspectGetMountpoints(root);
        }
        mounts.mountRo(partition, "/");
        guest.actions(Texts.class).cat("/file");
        Attributes attributes = guest.actions(Attributes.class);
        attributes.isFile("/file", null);
        attributes.statvfs("/");
        guest.actions(Listings.class).ls("/");
        mounts.umountAll();
        guest.actions(Kernel.class).sync();
    }

    /** The guest's kernel removes a disk after QEMU has; its name must be free again in the state. */
    private void awaitGone() throws IOException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(GONE_MILLIS);
        while (!devices.listDevices().isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new IOException("the guest's kernel keeps a disk that was removed");
            }
            try {
                Thread.sleep(GONE_POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while warming up", e);
            }
        }
    }
}
