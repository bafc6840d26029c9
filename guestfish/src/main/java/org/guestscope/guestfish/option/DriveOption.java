package org.guestscope.guestfish.option;

import org.guestscope.appliance.session.ImageLocation;
import org.guestscope.guestfish.prepared.PreparedDisk;
import org.jspecify.annotations.Nullable;

/** A disk asked for on the command line, in command-line order. */
public sealed interface DriveOption {
    /**
     * {@code -a}.
     *
     * @param format forced image format, or null to detect it
     * @param blocksize sector size in bytes, or 0 for the default
     */
    record Image(ImageLocation location, @Nullable String format, int blocksize) implements DriveOption {}

    /** {@code -d}: all disks of a libvirt domain, by name or UUID. */
    record Domain(String name) implements DriveOption {}

    /** {@code -N}: a disk made for this session. */
    record Prepared(PreparedDisk disk) implements DriveOption {}
}
