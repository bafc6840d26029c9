package org.guestscope.virtdf;

import org.guestscope.disk.fs.StatVfs;
import org.jspecify.annotations.Nullable;

/**
 * One row: a filesystem of a guest and how full it is.
 *
 * @param guest the guest's name, as the row shows it
 * @param guestUuid the libvirt UUID, null for an image
 * @param device the device as libguestfs names it, e.g. {@code /dev/sda1}
 * @param type blkid's name of the filesystem, null when unknown
 * @param label the filesystem's label, as it stands on the disk
 * @param uuid the filesystem's UUID
 * @param stat its figures
 * @param source where the figures come from
 * @param note why they are not exact, null when they are
 */
record FilesystemUsage(
        String guest,
        @Nullable String guestUuid,
        String device,
        @Nullable String type,
        @Nullable String label,
        @Nullable String uuid,
        StatVfs stat,
        Source source,
        @Nullable String note) {

    /** Where figures come from. */
    enum Source {
        AGENT("agent"),
        DIRECT("direct"),
        APPLIANCE("appliance");

        private final String word;

        Source(String word) {
            this.word = word;
        }

        /** As it is printed. */
        String word() {
            return word;
        }
    }
}
