package org.guestscope.appliance;

import java.nio.channels.ByteChannel;
import java.util.List;

/**
 * A running appliance: a virtual machine whose agent waits on {@link #channel}.
 *
 * <p>The machine lives as long as this object is open and no longer than the Java process, however that ends. Methods
 * are safe to call from several threads; a machine that dies makes the calls under way fail with
 * {@link ApplianceDiedException} instead of hanging.
 */
public interface Appliance extends AutoCloseable {

    /** The most disks a machine takes: one for each target of its SCSI bus but one. */
    int MAX_DISKS = 255;

    /** The connected byte stream to the agent; closing it does not stop the machine. */
    ByteChannel channel();

    /** Whether this machine was restored from a snapshot, so that the agent must be resumed before its first use. */
    boolean restored();

    /**
     * Gives the guest another disk; returns when the guest's kernel has it under the returned name.
     *
     * @throws DiskAttachException when the image cannot be opened or the guest does not take it
     * @throws ApplianceDiedException when the machine is gone
     */
    AttachedDisk attach(DiskSpec disk) throws ApplianceException;

    /** Takes a disk away again and closes its image. */
    void detach(AttachedDisk disk) throws ApplianceException;

    /** The disks the guest has, in the order of attaching. */
    List<AttachedDisk> disks();

    /** The last lines of the guest's console, oldest first, control characters removed. */
    List<String> consoleTail();

    /** QEMU's process id. */
    long pid();

    /** Stops the machine and removes everything it left on the host; never fails, and may be called twice. */
    @Override
    void close();
}
