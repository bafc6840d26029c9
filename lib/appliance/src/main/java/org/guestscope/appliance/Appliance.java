package org.guestscope.appliance;

import java.util.List;
import org.guestscope.appliance.build.BuildProgress;
import org.guestscope.guest.GuestConnection;

/**
 * A running appliance: a virtual machine whose agent answers on {@link #connection}.
 *
 * <p>The machine lives as long as this object is open and no longer than the Java process, however that ends. Methods
 * are safe to call from several threads; a machine that dies makes the calls under way fail instead of hanging.
 */
public interface Appliance extends AutoCloseable {

    /** The most disks a machine takes: one for each target of its SCSI bus but one. */
    int MAX_DISKS = 255;

    /**
     * Starts an appliance; where there is none yet, it is built first.
     *
     * @param progress told about the building
     * @throws ApplianceBuildException when there is none and it cannot be built
     * @throws ApplianceLaunchException when QEMU is missing or the machine does not come up
     */
    static Appliance start(ApplianceOptions options, BuildProgress progress) throws ApplianceException {
        ApplianceCache cache = ApplianceCache.fromEnvironment();
        return start(cache, cache.findOrBuild(progress), options);
    }

    /** Starts an appliance that boots from {@code image}, found in {@code cache}. */
    static Appliance start(ApplianceCache cache, ApplianceImage image, ApplianceOptions options)
            throws ApplianceException {
        return new RunningAppliance(new ApplianceStarter(cache.directory(), image, options).start());
    }

    /** The agent. Closing the connection does not stop the machine. */
    GuestConnection connection();

    /**
     * Gives the guest more disks; returns when the guest's kernel has them, under the returned names. Arrays and volume
     * groups are then assembled before the next call is carried out: disks that belong together are attached together.
     *
     * @throws DiskAttachException when an image cannot be opened or the guest does not take it; the disks before it stay,
     *     and nothing is assembled
     * @throws ApplianceDiedException when the machine is gone
     */
    List<AttachedDisk> attach(List<DiskSpec> disks) throws ApplianceException;

    /** Gives the guest another disk, likewise. */
    default AttachedDisk attach(DiskSpec disk) throws ApplianceException {
        return attach(List.of(disk)).get(0);
    }

    /** Takes a disk away again and closes its image; its name is free for the next. */
    void detach(AttachedDisk disk) throws ApplianceException;

    /** The disks the guest has, in the order of attaching. */
    List<AttachedDisk> disks();

    /** The last lines of the guest's console and of QEMU's complaints, oldest first, printable ASCII only. */
    List<String> consoleTail();

    /** QEMU's process id. */
    long pid();

    /** Whether the machine still runs. */
    boolean alive();

    /** Stops the machine and removes everything it left on the host; never fails, and may be called twice. */
    @Override
    void close();
}
