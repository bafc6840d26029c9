package org.guestscope.virtdf;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A guest to look into.
 *
 * @param name what its rows are called
 * @param uuid its libvirt UUID, null for images
 * @param disks its disks in the order of their device letters
 * @param live the agent of a running domain, null where none listens
 * @param problem why its disks are not known, null when they are
 * @param listed whether it was found in a list rather than asked for: a disk of it that is missing then fails nothing
 */
record Guest(
        String name,
        @Nullable String uuid,
        List<GuestDisk> disks,
        @Nullable LiveGuest live,
        @Nullable String problem,
        boolean listed) {

    /**
     * One disk of a guest.
     *
     * @param location a file, block device or URI
     * @param uri whether {@code location} is a URI
     * @param format the image format stated for it, null when it is to be found out
     * @param sectorSize the logical sector size in bytes, 0 for the default
     * @param target the domain's name for the disk, e.g. {@code vda}; empty for images
     */
    record GuestDisk(String location, boolean uri, @Nullable String format, int sectorSize, String target) {}

    /** What a running domain's own agent says of its mounted filesystems. */
    interface LiveGuest {

        /**
         * Replaces figures read from the disks by those of the guest's agent, where it has any.
         *
         * @throws IOException when the agent does not answer, or not in time
         */
        List<FilesystemUsage> refine(Guest guest, List<FilesystemUsage> rows) throws IOException;
    }
}
