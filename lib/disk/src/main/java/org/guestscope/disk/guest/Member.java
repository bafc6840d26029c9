package org.guestscope.disk.guest;

/**
 * A device that is a part of something else and never shown by itself.
 *
 * @param device the device's name, e.g. {@code /dev/sda2}
 * @param type what blkid calls it, e.g. {@code LVM2_member} or {@code crypto_LUKS}
 */
public record Member(String device, String type) {}
