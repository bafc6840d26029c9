package org.guestscope.agent.device;

import org.jspecify.annotations.Nullable;

/**
 * Something that can be mounted: a device, or a subvolume of the btrfs filesystem on it.
 *
 * @param device the device's path
 * @param subvolume the subvolume's path within the filesystem, or {@code null}
 */
public record Mountable(String device, @Nullable String subvolume) {

    private static final String SUBVOLUME_PREFIX = "btrfsvol:";

    /**
     * Reads a device or {@code btrfsvol:/dev/DEVICE/SUBVOLUME}. Device names may hold slashes themselves
     * ({@code /dev/VG/LV}), so the longest leading part that {@code devices} knows is the device.
     */
    public static Mountable parse(String text, Devices devices) {
        if (!text.startsWith(SUBVOLUME_PREFIX)) {
            return new Mountable(text, null);
        }
        String rest = text.substring(SUBVOLUME_PREFIX.length());
        int slash = rest.length();
        while ((slash = rest.lastIndexOf('/', slash - 1)) > "/dev/".length()) {
            String device = rest.substring(0, slash);
            if (devices.isBlockDevice(device)) {
                return new Mountable(device, rest.substring(slash + 1));
            }
        }
        return new Mountable(rest, null);
    }

    /** Writes it as it is read. */
    public String text() {
        return subvolume == null ? device : SUBVOLUME_PREFIX + device + "/" + subvolume;
    }
}
