package org.guestscope.disk.fs.blkid;

import org.jspecify.annotations.Nullable;

/**
 * What a signature says a device holds.
 *
 * @param type blkid's TYPE
 * @param purpose blkid's USAGE
 * @param label blkid's LABEL, or null where there is none
 * @param uuid blkid's UUID, or null where there is none
 */
public record Identity(
        String type,
        Purpose purpose,
        @Nullable String label,
        @Nullable String uuid) {

    /** What the content is for; members and containers end the search for filesystems. */
    public enum Purpose {
        FILESYSTEM,
        RAID_MEMBER,
        CRYPTO,
        OTHER
    }
}
