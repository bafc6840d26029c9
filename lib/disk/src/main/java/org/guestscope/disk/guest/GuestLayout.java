package org.guestscope.disk.guest;

import java.io.IOException;
import java.util.List;
import org.guestscope.disk.BlockDevice;

/**
 * What the devices of one guest are, in the order virt-df lists them: disks without partitions, partitions, md arrays,
 * logical volumes.
 *
 * @param candidates the devices that may hold a filesystem
 * @param members the devices that md arrays and volume groups are made of
 * @param problems what was wrong on the way, one line each; the candidates are what could be found in spite of it
 */
public record GuestLayout(List<Candidate> candidates, List<Member> members, List<String> problems) {

    /** Copies the lists. */
    public GuestLayout {
        candidates = List.copyOf(candidates);
        members = List.copyOf(members);
        problems = List.copyOf(problems);
    }

    /**
     * Finds the devices of the guest that has these disks, in this order.
     *
     * @throws IOException when the host cannot read a disk; damage found on one is told in {@link #problems}
     */
    public static GuestLayout of(List<? extends BlockDevice> disks) throws IOException {
        return new LayoutBuilder().build(disks);
    }

    /** The kernel's name of SCSI disk {@code index}, counted from 0: sda..sdz, sdaa... */
    public static String diskName(int index) {
        return LayoutBuilder.diskName(index);
    }
}
