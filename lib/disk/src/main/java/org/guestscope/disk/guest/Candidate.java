package org.guestscope.disk.guest;

import org.guestscope.disk.BlockDevice;

/** A device of a guest that may hold a filesystem. */
public sealed interface Candidate {

    /** The device's name in the guest's kernel, e.g. {@code /dev/sda1} or {@code /dev/vg/lv}. */
    String device();

    /**
     * A device whose bytes can be read here.
     *
     * @param device the device's name
     * @param contents its bytes
     */
    record Readable(String device, BlockDevice contents) implements Candidate {}

    /**
     * A device that exists, but takes a kernel to be read.
     *
     * @param device the device's name
     * @param why what makes it so, e.g. {@code thin volume}
     */
    record NeedsAppliance(String device, String why) implements Candidate {}
}
