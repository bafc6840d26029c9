package org.guestscope.agent.device;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.guestscope.agent.libc.Errno;
import org.guestscope.agent.libc.ErrnoException;
import org.guestscope.agent.libc.Fd;
import org.guestscope.agent.libc.FileStatus;
import org.guestscope.agent.libc.Posix;
import org.guestscope.agent.sysroot.MountTable;
import org.jspecify.annotations.Nullable;

/** Block devices as sysfs shows them, without the appliance's own disks. */
public final class Devices {

    private static final String DEV = "/dev/";
    private static final String SYS_BLOCK = "/sys/block/";

    /** Kinds of disks that a guest's disk can turn up as. The optical drive ({@code sr0}) is the appliance's own. */
    public static final Pattern GUEST_DISKS = Pattern.compile("(sd|hd|vd|xvd|ubd)[a-z0-9]+|nvme[0-9]+n[0-9]+");

    private final Pattern disks;
    private final String sysroot;

    /**
     * Devices for a sysroot.
     *
     * @param disks names of whole disks that belong to the guest
     */
    public Devices(Pattern disks, String sysroot) {
        this.disks = disks;
        this.sysroot = sysroot;
    }

    /** Whole disks, in the order in which they were attached: {@code sdz} before {@code sdaa}. */
    public List<String> disks() throws IOException {
        Set<String> own = ownDevices();
        List<String> names = new ArrayList<>();
        for (String name : list(SYS_BLOCK)) {
            if (disks.matcher(name).matches() && !own.contains(name) && hasMedium(name)) {
                names.add(DEV + name);
            }
        }
        names.sort(BY_LENGTH_THEN_NAME);
        return names;
    }

    /** Partitions of the disks, disk by disk and by number. */
    public List<String> partitions() throws IOException {
        List<String> all = new ArrayList<>();
        for (String disk : disks()) {
            all.addAll(partitionsOf(disk));
        }
        return all;
    }

    /** Partitions of one disk, by number. */
    public List<String> partitionsOf(String disk) throws IOException {
        String name = disk.substring(DEV.length());
        List<String> found = new ArrayList<>();
        for (String entry : list(SYS_BLOCK + name)) {
            if (entry.startsWith(name) && exists(SYS_BLOCK + name + "/" + entry + "/partition")) {
                found.add(DEV + entry);
            }
        }
        found.sort(BY_LENGTH_THEN_NAME);
        return found;
    }

    /** Software RAID arrays that run. */
    public List<String> arrays() throws IOException {
        List<String> found = new ArrayList<>();
        for (String name : list(SYS_BLOCK)) {
            if (name.startsWith("md")
                    && exists(SYS_BLOCK + name + "/md")
                    && !attribute(SYS_BLOCK + name + "/md/array_state").equals("clear")) {
                found.add(DEV + name);
            }
        }
        found.sort(BY_LENGTH_THEN_NAME);
        return found;
    }

    /** Devices of the device mapper, by their names. */
    public List<Mapped> mapped() throws IOException {
        List<Mapped> found = new ArrayList<>();
        for (String name : list(SYS_BLOCK)) {
            String directory = SYS_BLOCK + name + "/dm";
            if (exists(directory)) {
                found.add(new Mapped(attribute(directory + "/name"), attribute(directory + "/uuid")));
            }
        }
        found.sort(Comparator.comparing(Mapped::name));
        return found;
    }

    /** Logical volumes that are active, as {@code /dev/VG/LV}; parts of volumes have no such name. */
    public List<String> logicalVolumes() throws IOException {
        List<String> found = new ArrayList<>();
        for (Mapped device : mapped()) {
            String volume = device.isLogicalVolume() ? logicalVolume(device.name()) : null;
            if (volume != null && exists(volume)) {
                found.add(volume);
            }
        }
        return found;
    }

    /** From the name that LVM gives the device mapper: group and volume with their own dashes doubled. */
    static @Nullable String logicalVolume(String name) {
        String[] parts = name.replace("--", "\0").split("-", -1);
        return parts.length == 2 ? DEV + parts[0].replace('\0', '-') + "/" + parts[1].replace('\0', '-') : null;
    }

    /**
     * A device of the device mapper.
     *
     * @param name its file below {@code /dev/mapper}
     * @param uuid begins with who made it: {@code LVM-}, {@code CRYPT-}, ...; may be empty
     */
    public record Mapped(String name, String uuid) {

        /** Whether it is LVM's. */
        public boolean isLogicalVolume() {
            return uuid.startsWith("LVM-");
        }

        /** Its file. */
        public String path() {
            return DEV + "mapper/" + name;
        }
    }

    /** The disk that a device is a partition of, or {@code null} when it is not a partition. */
    public @Nullable String diskOf(String device) throws IOException {
        String name = kernelName(device);
        for (String disk : list(SYS_BLOCK)) {
            if (name.startsWith(disk) && exists(SYS_BLOCK + disk + "/" + name + "/partition")) {
                return DEV + disk;
            }
        }
        return null;
    }

    /** The number of a partition on its disk, or 0 when it is not a partition. */
    public int partitionNumber(String device) throws IOException {
        String disk = diskOf(device);
        if (disk == null) {
            return 0;
        }
        String number = attribute(SYS_BLOCK + disk.substring(DEV.length()) + "/" + kernelName(device) + "/partition");
        return Integer.parseInt(number);
    }

    /** Whether a device is a whole disk of the guest or an array, not a part of one. */
    public boolean isWhole(String device) throws IOException {
        return exists(SYS_BLOCK + kernelName(device) + "/device");
    }

    /** The name of the partition with a number. */
    public static String partitionName(String disk, int number) {
        char last = disk.charAt(disk.length() - 1);
        return disk + (last >= '0' && last <= '9' ? "p" : "") + number;
    }

    /** Whether a path is a block device. */
    public boolean isBlockDevice(String device) {
        try {
            return Posix.statx(device, Posix.AT_FDCWD, device, 0).isBlockDevice();
        } catch (ErrnoException e) {
            return false;
        }
    }

    /**
     * The device that a caller means: the name itself, or the same letter under the name that the kernel gave it.
     *
     * @throws IOException when there is none, or it is the appliance's own
     */
    public String resolve(String name) throws IOException {
        if (!name.startsWith(DEV)) {
            throw new ErrnoException(name + ": a device name starts with /dev/", Errno.ENOENT);
        }
        Set<String> own = ownDevices();
        String device = exists(name) ? name : translated(name, own);
        if (own.contains(device.substring(DEV.length()))) {
            throw new IOException(name + ": the device belongs to the appliance");
        }
        return device;
    }

    private static String translated(String name, Set<String> own) throws IOException {
        for (String foreign : new String[] {"hd", "vd", "xvd", "sd"}) {
            if (name.startsWith(DEV + foreign)) {
                String tail = name.substring(DEV.length() + foreign.length());
                for (String ours : new String[] {"sd", "vd", "hd"}) {
                    if (!own.contains(ours + tail) && exists(DEV + ours + tail)) {
                        return DEV + ours + tail;
                    }
                }
            }
        }
        throw new ErrnoException(name, Errno.ENOENT);
    }

    /** A sysfs attribute without the newline at its end. */
    public static String attribute(String path) throws IOException {
        try (Fd file = Posix.open(path, Posix.O_RDONLY)) {
            byte[] bytes = new byte[4096];
            int length = Posix.pread(path, file, bytes, 0);
            return new String(bytes, 0, length, java.nio.charset.StandardCharsets.ISO_8859_1).strip();
        }
    }

    /** Size of a device in bytes. */
    public long size(String device) throws IOException {
        try (Fd file = Posix.open(device, Posix.O_RDONLY)) {
            return Posix.lseek(device, file, 0, Posix.SEEK_END);
        }
    }

    /** Entries of a directory of the appliance; none when there is no such directory. */
    public static List<String> list(String directory) throws IOException {
        List<String> names = new ArrayList<>();
        try (Fd fd = Posix.open(directory, Posix.O_RDONLY | Posix.O_DIRECTORY)) {
            for (Posix.Entry entry : Posix.readdir(directory, fd)) {
                names.add(entry.name());
            }
        } catch (ErrnoException e) {
            if (e.errno() != Errno.ENOENT) {
                throw e;
            }
        }
        names.sort(Comparator.naturalOrder());
        return names;
    }

    /** Whether a path of the appliance exists. */
    public static boolean exists(String path) throws IOException {
        try {
            Posix.statx(path, Posix.AT_FDCWD, path, 0);
            return true;
        } catch (ErrnoException e) {
            if (e.errno() == Errno.ENOENT || e.errno() == Errno.ENOTDIR || e.errno() == Errno.ENXIO) {
                return false;
            }
            throw e;
        }
    }

    private static boolean hasMedium(String name) throws IOException {
        return !attribute(SYS_BLOCK + name + "/size").equals("0") || !name.startsWith("sr");
    }

    /** Disks that the appliance itself has mounted. */
    private Set<String> ownDevices() throws IOException {
        Set<String> own = new HashSet<>();
        for (MountTable.Mount mount : MountTable.read()) {
            if (!mount.isGuests(sysroot) && mount.source().startsWith(DEV)) {
                own.add(mount.source().substring(DEV.length()));
            }
        }
        return own;
    }

    /** What the kernel calls a device: {@code md127} for {@code /dev/md/name}. */
    public static String kernelName(String device) throws IOException {
        FileStatus status = Posix.statx(device, Posix.AT_FDCWD, device, 0);
        String link = "/sys/dev/block/" + FileStatus.major(status.special()) + ":" + FileStatus.minor(status.special());
        if (!status.isBlockDevice() || !exists(link)) {
            return device.substring(device.lastIndexOf('/') + 1);
        }
        String target = Posix.readlinkat(device, Posix.AT_FDCWD, link);
        return target.substring(target.lastIndexOf('/') + 1);
    }

    private static final Comparator<String> BY_LENGTH_THEN_NAME =
            Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());
}
