package org.guestscope.agent.action;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.guestscope.agent.libc.ErrnoException;
import org.guestscope.agent.libc.Fd;
import org.guestscope.agent.libc.Posix;

/**
 * Puts arrays, volume groups and dynamic disks together once the guest's disks are there, as a system does when it
 * boots. The programs run only when a disk has their signature: most guests need none of them, and each costs time.
 */
public final class VolumeAssembly {

    private static final int SECTOR = 512;

    /** LVM2: a label in one of the first four sectors. */
    private static final String LVM_LABEL = "LABELONE";

    private static final int LVM_LABEL_SECTORS = 4;

    /** Linux md: {@code MD_SB_MAGIC} of linux/raid/md_p.h, in the machine's byte order up to 0.90. */
    private static final int MD_MAGIC = 0xa92b4efc;

    private static final int MD_12_OFFSET = 4096;
    private static final int MD_10_FROM_END = 8192;
    private static final int MD_090_ALIGNMENT = 65536;

    /** Windows dynamic disks: the private header in sector 6. */
    private static final String LDM_HEADER = "PRIVHEAD";

    private static final int LDM_SECTOR = 6;

    /** btrfs: the superblock's magic. */
    private static final String BTRFS_MAGIC = "_BHRfS_M";

    private static final int BTRFS_MAGIC_OFFSET = 0x10040;

    private static final int START_BYTES = MD_12_OFFSET + SECTOR;

    private final ActionContext context;

    /** With what all actions share. */
    public VolumeAssembly(ActionContext context) {
        this.context = context;
    }

    /**
     * Assembles what the disks hold. To be called when all of them are there: an array would be started without its other
     * members. What cannot be assembled is left as it is, and what is assembled already too.
     */
    public void assemble() throws IOException {
        List<String> partitions = context.devices().partitions();
        List<String> candidates = new ArrayList<>(context.devices().disks());
        candidates.addAll(partitions);
        Signatures found = new Signatures();
        scan(candidates, found);
        if (!found.members.isEmpty()) {
            // One after the other, so that arrays have their numbers in the order of their first members.
            for (String member : found.members) {
                if (partitions.stream().noneMatch(partition -> isOn(member, partition))) {
                    context.child("mdadm", "--incremental", "--quiet", member).run();
                }
            }
            context.child("mdadm", "--assemble", "--scan", "--run", "--auto=yes")
                    .run();
            scan(context.devices().arrays(), found);
        }
        if (found.volumes) {
            new LvmActions(context).activateAll();
        }
        if (found.btrfs > 1) {
            // The kernel has to know every device of a filesystem before one of them can be mounted.
            context.child("btrfs", "device", "scan").run();
        }
        if (found.dynamicDisk) {
            context.child("ldmtool", "create", "all").run();
        }
    }

    /** What was seen on any device. */
    private static final class Signatures {
        final List<String> members = new ArrayList<>();
        boolean volumes;
        boolean dynamicDisk;
        int btrfs;
    }

    private void scan(List<String> devices, Signatures found) throws IOException {
        for (String device : devices) {
            try (Fd file = Posix.open(device, Posix.O_RDONLY)) {
                byte[] start = read(device, file, 0, START_BYTES);
                long size = context.devices().size(device);
                found.btrfs +=
                        text(read(device, file, BTRFS_MAGIC_OFFSET, BTRFS_MAGIC.length()), 0, BTRFS_MAGIC.length())
                                        .equals(BTRFS_MAGIC)
                                ? 1
                                : 0;
                found.volumes |= hasLvmLabel(start);
                found.dynamicDisk |=
                        text(start, LDM_SECTOR * SECTOR, LDM_HEADER.length()).equals(LDM_HEADER);
                if (isMd(start, 0) || isMd(start, MD_12_OFFSET) || isMdAtEnd(device, file, size)) {
                    found.members.add(device);
                }
            } catch (ErrnoException e) {
                // A disk that cannot be read fails the call that wants it, with its own error.
                continue;
            }
        }
    }

    /** A superblock at the end of a disk can be that of its last partition. */
    private static boolean isOn(String disk, String partition) {
        return partition.startsWith(disk) && partition.substring(disk.length()).matches("p?[0-9]+");
    }

    static boolean hasLvmLabel(byte[] start) {
        for (int sector = 0; sector < LVM_LABEL_SECTORS; sector++) {
            if (text(start, sector * SECTOR, LVM_LABEL.length()).equals(LVM_LABEL)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isMdAtEnd(String device, Fd file, long size) throws IOException {
        long version10 = (size - MD_10_FROM_END) / MD_12_OFFSET * MD_12_OFFSET;
        long version090 = size / MD_090_ALIGNMENT * MD_090_ALIGNMENT - MD_090_ALIGNMENT;
        return version10 > 0 && isMd(read(device, file, version10, SECTOR), 0)
                || version090 > 0 && isMd(read(device, file, version090, SECTOR), 0);
    }

    static boolean isMd(byte[] bytes, int offset) {
        if (bytes.length < offset + Integer.BYTES) {
            return false;
        }
        int magic = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(offset);
        return magic == MD_MAGIC || Integer.reverseBytes(magic) == MD_MAGIC;
    }

    private static byte[] read(String device, Fd file, long offset, int length) throws IOException {
        byte[] bytes = new byte[length];
        int got = Posix.pread(device, file, bytes, offset);
        return got == length ? bytes : java.util.Arrays.copyOf(bytes, Math.max(0, got));
    }

    private static String text(byte[] bytes, int offset, int length) {
        return bytes.length < offset + length ? "" : new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
    }
}
