package org.guestscope.guestfish.prepared;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The kinds of disks that {@code -N} makes, in the order in which an abbreviation finds them. */
enum PreparedType {
    DISK("disk", "a blank disk", "Nothing is written to it.", Parameter.SIZE),
    PART(
            "part",
            "a disk with one partition",
            "The partition fills the disk; no filesystem is made.",
            Parameter.SIZE,
            Parameter.PARTITION),
    FS(
            "fs",
            "a disk with one filesystem",
            "The filesystem is made on the only partition, /dev/sda1 if this is the first disk.",
            Parameter.FILESYSTEM,
            Parameter.SIZE,
            Parameter.PARTITION),
    LV(
            "lv",
            "a disk with a logical volume",
            "The only partition is a physical volume; the logical volume takes the whole volume group and stays empty.",
            Parameter.NAME,
            Parameter.SIZE,
            Parameter.PARTITION),
    LVFS(
            "lvfs",
            "a disk with a logical volume and a filesystem on it",
            "As 'lv', then the filesystem is made on the logical volume.",
            Parameter.NAME,
            Parameter.FILESYSTEM,
            Parameter.SIZE,
            Parameter.PARTITION),
    BOOTROOT(
            "bootroot",
            "a disk with a boot and a root filesystem",
            "The first partition is for /boot, the second takes the rest.",
            Parameter.BOOTFS,
            Parameter.ROOTFS,
            Parameter.SIZE,
            Parameter.BOOTSIZE,
            Parameter.PARTITION),
    BOOTROOTLV(
            "bootrootlv",
            "a disk with a boot filesystem and a root filesystem on a logical volume",
            "As 'bootroot', with the root filesystem on a logical volume in the second partition.",
            Parameter.NAME,
            Parameter.BOOTFS,
            Parameter.ROOTFS,
            Parameter.SIZE,
            Parameter.BOOTSIZE,
            Parameter.PARTITION);

    /** What can be said about a disk after its type, separated by colons. */
    enum Parameter {
        NAME("name", "the logical volume, VG/LV with or without /dev/", "/dev/VG/LV"),
        FILESYSTEM("filesystem", "the type of the filesystem", "ext2"),
        BOOTFS("bootfs", "the type of the boot filesystem", "ext2"),
        ROOTFS("rootfs", "the type of the root filesystem", "ext2"),
        SIZE("size", "the size of the disk", "1G"),
        BOOTSIZE("bootsize", "the size of the boot partition", "128M"),
        PARTITION("partition", "the type of the partition table", "mbr");

        final String name;
        final String meaning;
        final String standard;

        Parameter(String name, String meaning, String standard) {
            this.name = name;
            this.meaning = meaning;
            this.standard = standard;
        }
    }

    final String name;
    final String summary;
    final String detail;
    final List<Parameter> parameters;

    PreparedType(String name, String summary, String detail, Parameter... parameters) {
        this.name = name;
        this.summary = summary;
        this.detail = detail;
        this.parameters = List.of(parameters);
    }

    /** The first type that begins with {@code prefix}, whatever its case; null if none does. */
    static @Nullable PreparedType find(String prefix) {
        for (PreparedType type : values()) {
            if (type.name.regionMatches(true, 0, prefix, 0, prefix.length())) {
                return type;
            }
        }
        return null;
    }
}
