package org.guestscope.appliance;

import org.jspecify.annotations.Nullable;

/**
 * A disk to be given to the appliance.
 *
 * @param source a path on the host, or a URI that one of QEMU's block drivers opens ({@code nbd://}, {@code nbd+unix://},
 *     {@code ssh://}, {@code http://}, {@code https://}, {@code rbd:}, {@code iscsi://})
 * @param format QEMU's name of the image format ({@code raw}, {@code qcow2}, ...); null to detect it
 * @param readOnly true to put a throw-away overlay over the image: the guest may write, the image never changes
 * @param cache when writes reach the host's storage
 * @param discard whether the guest's discards punch holes into the image
 * @param blockSize the logical block size in bytes, 512 or 4096
 * @param label the disk's serial number in the guest, by which it is found there; null for none; at most 20 characters
 * @param copyOnRead true to keep what was read from a backing image in the image above it, which is the overlay of a
 *     read-only disk: nothing is fetched twice from a slow server
 * @param running true when a running domain may have the image open: it is read without taking its locks
 */
public record DiskSpec(
        String source,
        @Nullable String format,
        boolean readOnly,
        Cache cache,
        Discard discard,
        int blockSize,
        @Nullable String label,
        boolean copyOnRead,
        boolean running) {

    /** A serial number's limit in QEMU's SCSI disk; more would be cut off silently. */
    public static final int MAX_LABEL = 20;

    /** When writes reach the host's storage. */
    public enum Cache {
        /** A flush of the guest waits for the host's storage; survives a power failure. */
        WRITEBACK,
        /** Flushes are ignored: for scratch disks only. */
        UNSAFE
    }

    /** What becomes of the guest's discards. */
    public enum Discard {
        /** Ignored. */
        DISABLE,
        /** Required: an image that cannot be punched is refused. */
        ENABLE,
        /** Used where the image can, ignored elsewhere. */
        BEST_EFFORT
    }

    /** @throws IllegalArgumentException when the block size or the label is outside its range */
    public DiskSpec {
        if (blockSize != 512 && blockSize != 4096) {
            throw new IllegalArgumentException("block size is %d, must be 512 or 4096".formatted(blockSize));
        }
        if (label != null && !label.matches("[A-Za-z0-9_-]{1," + MAX_LABEL + "}")) {
            throw new IllegalArgumentException(
                    "label '%s' must be 1 to %d letters, digits, '-' or '_'".formatted(label, MAX_LABEL));
        }
    }

    /** {@code source} with its format detected, behind a throw-away overlay. */
    public static DiskSpec readOnly(String source) {
        return new DiskSpec(source, null, true, Cache.WRITEBACK, Discard.DISABLE, 512, null, false, true);
    }

    /** {@code source} with its format detected, to be written. */
    public static DiskSpec readWrite(String source) {
        return new DiskSpec(source, null, false, Cache.WRITEBACK, Discard.DISABLE, 512, null, false, false);
    }

    /** This disk with its image format given. */
    public DiskSpec withFormat(@Nullable String value) {
        return new DiskSpec(source, value, readOnly, cache, discard, blockSize, label, copyOnRead, running);
    }

    /** This disk with another cache mode. */
    public DiskSpec withCache(Cache value) {
        return new DiskSpec(source, format, readOnly, value, discard, blockSize, label, copyOnRead, running);
    }

    /** This disk with another treatment of discards. */
    public DiskSpec withDiscard(Discard value) {
        return new DiskSpec(source, format, readOnly, cache, value, blockSize, label, copyOnRead, running);
    }

    /** This disk with another logical block size in bytes. */
    public DiskSpec withBlockSize(int value) {
        return new DiskSpec(source, format, readOnly, cache, discard, value, label, copyOnRead, running);
    }

    /** This disk with a label. */
    public DiskSpec withLabel(@Nullable String value) {
        return new DiskSpec(source, format, readOnly, cache, discard, blockSize, value, copyOnRead, running);
    }

    /** This disk with or without copies of what is read. */
    public DiskSpec withCopyOnRead(boolean value) {
        return new DiskSpec(source, format, readOnly, cache, discard, blockSize, label, value, running);
    }
}
