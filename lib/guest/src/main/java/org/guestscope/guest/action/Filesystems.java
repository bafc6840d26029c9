package org.guestscope.guest.action;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.guestscope.guest.catalogue.Action;
import org.guestscope.guest.catalogue.Content;
import org.guestscope.guest.catalogue.Family;
import org.guestscope.guest.catalogue.Is;
import org.guestscope.guest.catalogue.Opt;
import org.guestscope.guest.catalogue.ParamKind;
import org.guestscope.guest.catalogue.Radix;
import org.guestscope.guest.struct.IsoInfo;
import org.jspecify.annotations.Nullable;

/** Makes filesystems and asks what they are. */
@Family(title = "filesystems")
public interface Filesystems {

    /**
     * Runs the checker of a filesystem type on {@code device}, which must not be mounted, with safe repairs allowed.
     * The status tells what came of it: 0 no faults, 1 faults were repaired, 2 the same and a running system should
     * restart, 4 faults remain, 8 and more the check did not work.
     *
     * @param fstype the type, such as {@code ext4}
     * @return the checker's exit status, in hexadecimal
     */
    @Action(
            name = "fsck",
            since = "1.0.16",
            radix = Radix.HEXADECIMAL,
            summary = "run the checker of a filesystem type, giving its exit status")
    int fsck(String fstype, @Is(ParamKind.DEVICE) String device) throws IOException;

    /**
     * Returns what {@code mountable} holds: a filesystem type such as {@code ext4}, or {@code swap}, {@code
     * LVM2_member}, {@code crypto_LUKS} and the like; an empty text when nothing is recognised.
     */
    @Action(name = "vfs-type", since = "1.0.75", summary = "filesystem or volume type of a device")
    String vfsType(@Is(ParamKind.MOUNTABLE) String mountable) throws IOException;

    /** Returns the label of the filesystem on {@code mountable}; an empty text when it has none. */
    @Action(name = "vfs-label", since = "1.3.18", summary = "label of a filesystem")
    String vfsLabel(@Is(ParamKind.MOUNTABLE) String mountable) throws IOException;

    /** Returns the UUID of the filesystem on {@code mountable}; an empty text when it has none. */
    @Action(
            name = "vfs-uuid",
            since = "1.3.18",
            aliases = {"get-uuid"},
            summary = "UUID of a filesystem")
    String vfsUuid(@Is(ParamKind.MOUNTABLE) String mountable) throws IOException;

    /** Returns the device whose filesystem has the UUID {@code uuid}. Fails when there is none. */
    @Action(
            name = "findfs-uuid",
            since = "1.5.3",
            returns = Content.DEVICE,
            summary = "device of the filesystem with a UUID")
    String findfsUuid(String uuid) throws IOException;

    /** Returns the device whose filesystem has the label {@code label}. Fails when there is none. */
    @Action(
            name = "findfs-label",
            since = "1.5.3",
            returns = Content.DEVICE,
            summary = "device of the filesystem with a label")
    String findfsLabel(String label) throws IOException;

    /**
     * Makes a filesystem on {@code device}, losing what is there; traces of older filesystems are wiped first. Options
     * that a type does not have are an error.
     *
     * <pre>{@code
     * mkfs ext4 /dev/sda1 label:root
     * }</pre>
     *
     * @param fstype such as {@code ext4}, {@code xfs}, {@code btrfs}, {@code vfat}, {@code ntfs}, {@code exfat} or
     *     {@code f2fs}
     * @param blocksize bytes of a block, a power of two; for FAT and NTFS, of a cluster
     * @param features for ext2/3/4 and f2fs, features as their makers' {@code -O} takes them
     * @param inode for ext2/3/4 and XFS, bytes of an inode
     * @param sectorsize bytes of a sector
     * @param label the filesystem's label
     */
    @Action(
            name = "mkfs",
            since = "0.0.8",
            aliases = {"mkfs-opts"},
            summary = "make a filesystem")
    void mkfs(
            String fstype,
            @Is(ParamKind.DEVICE) String device,
            @Opt @Nullable Integer blocksize,
            @Opt @Nullable String features,
            @Opt @Nullable Integer inode,
            @Opt @Nullable Integer sectorsize,
            @Opt @Nullable String label)
            throws IOException;

    /**
     * Returns all that libblkid finds on {@code device}, such as {@code TYPE}, {@code LABEL}, {@code UUID} and, for a
     * partition, {@code PART_ENTRY_*}. Empty when nothing is recognised.
     */
    @Action(name = "blkid", since = "1.15.9", summary = "everything blkid reports of a device")
    Map<String, String> blkid(@Is(ParamKind.DEVICE) String device) throws IOException;

    /**
     * Sets the label of the filesystem on {@code mountable} to {@code label}; an empty one takes it away. How long it
     * may be depends on the type: 16 bytes for ext2/3/4, 12 for XFS, 11 for FAT. Some types have to be unmounted.
     */
    @Action(name = "set-label", since = "1.17.9", summary = "set the label of a filesystem")
    void setLabel(@Is(ParamKind.MOUNTABLE) String mountable, String label) throws IOException;

    /**
     * Returns what the header of an ISO 9660 filesystem on {@code device} says: names, sizes, and when it was made.
     */
    @Action(
            name = "isoinfo-device",
            since = "1.17.19",
            summary = "volume descriptor of an ISO 9660 filesystem on a device")
    IsoInfo isoinfoDevice(@Is(ParamKind.DEVICE) String device) throws IOException;

    /**
     * Returns what the header of the ISO 9660 image {@code isofile} in the guest says: names, sizes, and when it was
     * made.
     */
    @Action(name = "isoinfo", since = "1.17.19", summary = "volume descriptor of an ISO 9660 file")
    IsoInfo isoinfo(@Is(ParamKind.PATH) String isofile) throws IOException;

    /** Returns true if the appliance can mount filesystems of the type {@code filesystem}, such as {@code xfs}. */
    @Action(
            name = "filesystem-available",
            since = "1.19.5",
            summary = "whether the appliance can mount a filesystem type")
    boolean filesystemAvailable(String filesystem) throws IOException;

    /**
     * Makes the directory {@code lost+found} of an ext2/3/4 filesystem, with room in it for the checker to use.
     *
     * @param mountpoint the directory where it is mounted
     */
    @Action(
            name = "mklost-and-found",
            since = "1.19.56",
            summary = "make the lost+found directory of an ext2/3/4 filesystem")
    void mklostAndFound(@Is(ParamKind.PATH) String mountpoint) throws IOException;

    /**
     * Sets the UUID of the filesystem on {@code device}, which must not be mounted. Works for ext2/3/4, XFS, btrfs,
     * JFS, ReiserFS, nilfs2 and swap.
     *
     * @param uuid the UUID in its usual form
     */
    @Action(name = "set-uuid", since = "1.23.10", summary = "set the UUID of a filesystem")
    void setUuid(@Is(ParamKind.DEVICE) String device, String uuid) throws IOException;

    /**
     * Gives the filesystem on {@code device}, which must not be mounted, a new random UUID, for example after copying a
     * disk. Works for the types of {@code set-uuid}.
     */
    @Action(name = "set-uuid-random", since = "1.29.50", summary = "give a filesystem a new random UUID")
    void setUuidRandom(@Is(ParamKind.DEVICE) String device) throws IOException;

    /**
     * Returns the size in bytes down to which the filesystem on {@code mountable} could be shrunk. Works for ext2/3/4,
     * NTFS, btrfs and XFS, which cannot shrink and so answers what it has.
     */
    @Action(
            name = "vfs-minimum-size",
            since = "1.31.18",
            summary = "smallest size a filesystem could be shrunk to, in bytes")
    long vfsMinimumSize(@Is(ParamKind.MOUNTABLE) String mountable) throws IOException;

    /**
     * Packs the directory {@code path} into a squashfs image on the host. The image is made in the appliance's memory
     * first, so it cannot be larger than that.
     *
     * @param filename the image to write
     * @param compress {@code gzip}, which is the default, {@code lz4}, {@code lzo}, {@code lzma}, {@code xz} or {@code
     *     zstd}, as the appliance's program has them
     * @param excludes shell patterns of names to leave out
     */
    @Action(
            name = "mksquashfs",
            since = "1.35.25",
            feature = "squashfs",
            summary = "pack a directory into a host squashfs file")
    void mksquashfs(
            @Is(ParamKind.PATH) String path,
            OutputStream filename,
            @Opt @Nullable String compress,
            @Opt @Nullable List<String> excludes)
            throws IOException;

    /**
     * Returns every device that may hold a filesystem with its type: partitions, disks without partitions, RAID arrays,
     * logical volumes, Windows dynamic volumes, and the subvolumes of btrfs. {@code swap} is listed too, {@code
     * unknown} means that nothing was recognised. This is the command to begin with on an unknown disk.
     */
    @Action(
            name = "list-filesystems",
            since = "1.5.15",
            keys = Content.MOUNTABLE,
            summary = "devices that can hold a filesystem and the type of each")
    Map<String, String> listFilesystems() throws IOException;

    /**
     * Makes a filesystem of the type {@code fstype} on {@code device} with blocks of {@code blocksize} bytes, losing
     * what is there.
     */
    @Action(
            name = "mkfs-b",
            since = "1.0.68",
            deprecated = true,
            deprecatedBy = "mkfs",
            summary = "make a filesystem with a block size")
    void mkfsB(String fstype, int blocksize, @Is(ParamKind.DEVICE) String device) throws IOException;
}
