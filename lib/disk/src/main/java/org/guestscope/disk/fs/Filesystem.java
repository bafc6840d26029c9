package org.guestscope.disk.fs;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One filesystem (or other recognised content) found on a device.
 *
 * @param type the name blkid uses: ext4, xfs, vfat, swap, crypto_LUKS, LVM2_member ...
 * @param label the label as the disk holds it, decoded; it may contain control characters
 * @param uuid the UUID or serial in blkid's spelling
 * @param usage what is known of its space
 * @param subvolumes paths of the btrfs subvolumes that are mounted as rows of their own, in {@code btrfs subvolume
 *     list} order: all but the default one, which the device itself stands for. They share the space of the whole, so
 *     {@code usage} holds for each. Empty for every other filesystem
 */
public record Filesystem(
        String type, @Nullable String label, @Nullable String uuid, Usage usage, List<String> subvolumes) {

    public Filesystem {
        subvolumes = List.copyOf(subvolumes);
    }

    /** A filesystem without subvolumes. */
    public Filesystem(String type, @Nullable String label, @Nullable String uuid, Usage usage) {
        this(type, label, uuid, usage, List.of());
    }
}
