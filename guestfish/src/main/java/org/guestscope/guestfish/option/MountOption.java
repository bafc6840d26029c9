package org.guestscope.guestfish.option;

import org.jspecify.annotations.Nullable;

/**
 * {@code -m DEVICE[:MOUNTPOINT[:OPTIONS[:FSTYPE]]]}.
 *
 * @param options mount options, or null when none were given
 * @param fstype filesystem type, or null to let the kernel find it
 */
public record MountOption(
        String device,
        String mountpoint,
        @Nullable String options,
        @Nullable String fstype) {
    static MountOption parse(String argument) {
        String[] fields = argument.split(":", 4);
        return new MountOption(
                fields[0],
                fields.length > 1 ? fields[1] : "/",
                fields.length > 2 ? fields[2] : null,
                fields.length > 3 ? fields[3] : null);
    }
}
