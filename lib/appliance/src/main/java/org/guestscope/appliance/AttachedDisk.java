package org.guestscope.appliance;

/**
 * A disk the guest has.
 *
 * @param index its place in the order of attaching, from 0
 * @param device its device in the guest, {@code /dev/sda} for index 0
 */
public record AttachedDisk(int index, String device) {

    private static final int LETTERS = 26;

    /** The disk at a place in the order of attaching, from 0. */
    public static AttachedDisk at(int index) {
        return new AttachedDisk(index, "/dev/sd" + letters(index));
    }

    /** The kernel's drive letters ({@code sd_format_disk_name}): a..z, then aa..zz: no digit stands for zero. */
    static String letters(int index) {
        String last = String.valueOf((char) ('a' + index % LETTERS));
        return index < LETTERS ? last : letters(index / LETTERS - 1) + last;
    }
}
