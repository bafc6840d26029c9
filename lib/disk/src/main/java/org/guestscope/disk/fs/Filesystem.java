package org.guestscope.disk.fs;

import org.jspecify.annotations.Nullable;

/**
 * One filesystem (or other recognised content) found on a device.
 *
 * @param type the name blkid uses: ext4, xfs, vfat, swap, crypto_LUKS, LVM2_member ...
 * @param label the label as the disk holds it, decoded; it may contain control characters
 * @param uuid the UUID or serial in blkid's spelling
 * @param usage what is known of its space
 */
public record Filesystem(
        String type, @Nullable String label, @Nullable String uuid, Usage usage) {}
