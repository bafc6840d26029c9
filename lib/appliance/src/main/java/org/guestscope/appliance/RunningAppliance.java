package org.guestscope.appliance;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.guestscope.guest.ActionException;
import org.guestscope.guest.GuestConnection;
import org.guestscope.guest.action.BlockDevices;

/** The appliance of a {@link Machine}. */
final class RunningAppliance implements Appliance {

    /** The guest's kernel finds a disk within a quarter of a second under TCG; a busy host may need much longer. */
    private static final long DISK_MILLIS = 30_000;

    private static final long DISK_POLL_MILLIS = 5;

    private final Machine machine;
    private final BlockDevices devices;
    private final Map<AttachedDisk, DiskSpec> disks = new LinkedHashMap<>();
    private final BitSet used = new BitSet(MAX_DISKS);

    RunningAppliance(Machine machine) {
        this.machine = machine;
        this.devices = machine.connection().actions(BlockDevices.class);
    }

    @Override
    public GuestConnection connection() {
        return machine.connection();
    }

    @Override
    public synchronized List<AttachedDisk> attach(List<DiskSpec> specs) throws ApplianceException {
        List<AttachedDisk> attached = new ArrayList<>();
        try {
            for (DiskSpec spec : specs) {
                int index = used.nextClearBit(0);
                if (index >= MAX_DISKS) {
                    throw new DiskAttachException(
                            "disk: cannot be added: %s: the appliance has %d disks already"
                                    .formatted(spec.source(), MAX_DISKS),
                            "Close the appliance and start another for the rest.");
                }
                DiskAttacher.attach(machine, index, spec);
                AttachedDisk disk = AttachedDisk.at(index);
                used.set(index);
                disks.put(disk, spec);
                attached.add(disk);
                // The kernel names disks in the order it probes them, and it probes them concurrently: two at a time
                // could change places.
                awaitInGuest(disk, spec);
            }
            if (!attached.isEmpty()) {
                machine.connection().disksReady();
            }
        } catch (ApplianceException e) {
            throw e;
        } catch (IOException e) {
            throw died(e);
        }
        return attached;
    }

    private void awaitInGuest(AttachedDisk disk, DiskSpec spec) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(DISK_MILLIS);
        while (true) {
            try {
                // Opening waits for the partition scan too, so that the partitions' nodes are there as well.
                devices.blockdevGetsize64(disk.device());
                return;
            } catch (ActionException e) {
                if (System.nanoTime() > deadline) {
                    throw new DiskAttachException(
                            "disk: cannot be added: %s: the guest's kernel does not show %s within %d s"
                                    .formatted(spec.source(), disk.device(), DISK_MILLIS / 1000),
                            "",
                            machine.process().console().text(),
                            e);
                }
            }
            try {
                Thread.sleep(DISK_POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while adding a disk", e);
            }
        }
    }

    @Override
    public synchronized void detach(AttachedDisk disk) throws ApplianceException {
        DiskSpec spec = disks.get(disk);
        if (spec == null) {
            throw new IllegalArgumentException(disk.device() + " is not attached");
        }
        try {
            DiskAttacher.detach(machine, disk.index(), spec);
        } catch (IOException e) {
            throw died(e);
        }
        disks.remove(disk);
        used.clear(disk.index());
    }

    @Override
    public synchronized List<AttachedDisk> disks() {
        return List.copyOf(disks.keySet());
    }

    @Override
    public List<String> consoleTail() {
        return machine.process().console().lines();
    }

    @Override
    public long pid() {
        return machine.process().pid();
    }

    @Override
    public boolean alive() {
        return machine.process().alive();
    }

    private ApplianceDiedException died(IOException cause) {
        return new ApplianceDiedException(
                "appliance: went away: " + cause.getMessage(),
                "The console's last lines say why; a hostile or damaged disk can crash the guest's kernel.",
                machine.process().console().text(),
                cause);
    }

    @Override
    public void close() {
        try {
            machine.close();
            RuntimeDirectory.sweep();
        } catch (IOException e) {
            // The process is gone and its files are unlinked already; an empty directory is swept by the next start.
            return;
        }
    }
}
