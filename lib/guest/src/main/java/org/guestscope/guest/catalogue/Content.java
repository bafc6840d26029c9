package org.guestscope.guest.catalogue;

/** What a string that an action gives back names. */
public enum Content {
    /** Any text. */
    PLAIN,
    /** A block device. */
    DEVICE,
    /** A device, or a subvolume in the form {@code btrfsvol:/dev/sda1/name}. */
    MOUNTABLE
}
