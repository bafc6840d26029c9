package org.guestscope.guest.action;

import java.io.IOException;
import java.util.List;
import org.guestscope.guest.catalogue.Action;
import org.guestscope.guest.catalogue.Content;
import org.guestscope.guest.catalogue.Family;
import org.guestscope.guest.catalogue.Is;
import org.guestscope.guest.catalogue.Opt;
import org.guestscope.guest.catalogue.ParamKind;
import org.guestscope.guest.struct.BtrfsBalance;
import org.guestscope.guest.struct.BtrfsScrub;
import org.jspecify.annotations.Nullable;

/** btrfs's own operations. */
@Family(title = "btrfs")
public interface Btrfs {

    /**
     * Changes the size of the btrfs filesystem mounted at {@code mountpoint}; both growing and shrinking work.
     *
     * @param size the new size in bytes; as large as its device unless given
     */
    @Action(
            name = "btrfs-filesystem-resize",
            since = "1.11.17",
            feature = "btrfs",
            summary = "resize a mounted btrfs filesystem")
    void btrfsFilesystemResize(@Is(ParamKind.PATH) String mountpoint, @Opt @Nullable Long size) throws IOException;

    /**
     * Makes one btrfs filesystem of all {@code devices}, losing what is on them.
     *
     * <pre>{@code
     * mkfs-btrfs "/dev/sdb /dev/sdc" datatype:raid1 metadata:raid1
     * }</pre>
     *
     * @param allocstart accepted for old scripts, without effect
     * @param bytecount bytes to use of each device; all unless given
     * @param datatype how data is spread: {@code single}, {@code dup}, {@code raid0}, {@code raid1}, {@code raid10},
     *     {@code raid5} or {@code raid6}
     * @param leafsize the old name of {@code nodesize}
     * @param label the filesystem's label
     * @param metadata how metadata is spread, with the words of {@code datatype}
     * @param nodesize bytes of a metadata block
     * @param sectorsize bytes of a data block
     */
    @Action(
            name = "mkfs-btrfs",
            since = "1.17.25",
            feature = "btrfs",
            summary = "make a btrfs filesystem on one or more devices")
    void mkfsBtrfs(
            @Is(ParamKind.DEVICE_LIST) List<String> devices,
            @Opt @Nullable Long allocstart,
            @Opt @Nullable Long bytecount,
            @Opt @Nullable String datatype,
            @Opt @Nullable Integer leafsize,
            @Opt @Nullable String label,
            @Opt @Nullable String metadata,
            @Opt @Nullable Integer nodesize,
            @Opt @Nullable Integer sectorsize)
            throws IOException;

    /** Writes out what the btrfs filesystem mounted at {@code fs} holds back. */
    @Action(
            name = "btrfs-filesystem-sync",
            since = "1.17.35",
            feature = "btrfs",
            summary = "write out a btrfs filesystem's cached changes")
    void btrfsFilesystemSync(@Is(ParamKind.PATH) String fs) throws IOException;

    /**
     * Writes all blocks of the btrfs filesystem mounted at {@code fs} anew, spread evenly over its devices. This takes
     * long: every byte is copied.
     */
    @Action(
            name = "btrfs-filesystem-balance",
            since = "1.17.35",
            aliases = {"btrfs-balance"},
            feature = "btrfs",
            summary = "spread a btrfs filesystem's blocks over its devices")
    void btrfsFilesystemBalance(@Is(ParamKind.PATH) String fs) throws IOException;

    /**
     * Adds {@code devices} to the btrfs filesystem mounted at {@code fs}, losing what was on them. What is on the
     * filesystem stays where it is until {@code btrfs-balance}.
     */
    @Action(
            name = "btrfs-device-add",
            since = "1.17.35",
            feature = "btrfs",
            summary = "add devices to a btrfs filesystem")
    void btrfsDeviceAdd(@Is(ParamKind.DEVICE_LIST) List<String> devices, @Is(ParamKind.PATH) String fs)
            throws IOException;

    /**
     * Moves what is on {@code devices} to the other devices of the btrfs filesystem mounted at {@code fs}, and takes
     * them out of it. The others need room enough.
     */
    @Action(
            name = "btrfs-device-delete",
            since = "1.17.35",
            feature = "btrfs",
            summary = "take devices out of a btrfs filesystem")
    void btrfsDeviceDelete(@Is(ParamKind.DEVICE_LIST) List<String> devices, @Is(ParamKind.PATH) String fs)
            throws IOException;

    /**
     * Marks the filesystem on {@code device}, which must not be mounted, as a seed: it becomes read-only and other
     * filesystems can be built on it.
     *
     * @param seeding true to set the mark, false to take it away
     */
    @Action(
            name = "btrfs-set-seeding",
            since = "1.17.43",
            feature = "btrfs",
            summary = "mark a btrfs device as a seed for others, or not")
    void btrfsSetSeeding(@Is(ParamKind.DEVICE) String device, boolean seeding) throws IOException;

    /**
     * Checks the btrfs filesystem on {@code device}, which must not be mounted. Fails when there are faults.
     *
     * @param superblock the number of the superblock copy to use, 0 to 2; the first unless given
     * @param repair whether to repair what is found, which can make things worse; false unless given
     */
    @Action(name = "btrfs-fsck", since = "1.17.43", feature = "btrfs", summary = "check an unmounted btrfs filesystem")
    void btrfsFsck(@Is(ParamKind.DEVICE) String device, @Opt @Nullable Long superblock, @Opt @Nullable Boolean repair)
            throws IOException;

    /**
     * Begins to read all data and metadata of a mounted btrfs filesystem and to compare them with their checksums, in
     * the background. {@code btrfs-scrub-status} tells how it goes.
     *
     * @param path a directory where the filesystem is mounted
     */
    @Action(
            name = "btrfs-scrub-start",
            since = "1.29.22",
            feature = "btrfs",
            summary = "begin checking the checksums of a btrfs filesystem")
    void btrfsScrubStart(@Is(ParamKind.PATH) String path) throws IOException;

    /**
     * Stops a scrub; {@code btrfs-scrub-resume} goes on from there. Fails when none is running.
     *
     * @param path a directory where the filesystem is mounted
     */
    @Action(name = "btrfs-scrub-cancel", since = "1.29.22", feature = "btrfs", summary = "stop a btrfs scrub")
    void btrfsScrubCancel(@Is(ParamKind.PATH) String path) throws IOException;

    /**
     * Goes on with a scrub that was stopped.
     *
     * @param path a directory where the filesystem is mounted
     */
    @Action(
            name = "btrfs-scrub-resume",
            since = "1.29.22",
            feature = "btrfs",
            summary = "go on with a btrfs scrub that was stopped")
    void btrfsScrubResume(@Is(ParamKind.PATH) String path) throws IOException;

    /**
     * Pauses the balance that is running. Fails when there is none.
     *
     * @param path a directory where the filesystem is mounted
     */
    @Action(name = "btrfs-balance-pause", since = "1.29.22", feature = "btrfs", summary = "pause a btrfs balance")
    void btrfsBalancePause(@Is(ParamKind.PATH) String path) throws IOException;

    /**
     * Ends the balance that is running or paused; what has been moved stays moved.
     *
     * @param path a directory where the filesystem is mounted
     */
    @Action(name = "btrfs-balance-cancel", since = "1.29.22", feature = "btrfs", summary = "stop a btrfs balance")
    void btrfsBalanceCancel(@Is(ParamKind.PATH) String path) throws IOException;

    /**
     * Goes on with a balance that was paused.
     *
     * @param path a directory where the filesystem is mounted
     */
    @Action(
            name = "btrfs-balance-resume",
            since = "1.29.22",
            feature = "btrfs",
            summary = "go on with a paused btrfs balance")
    void btrfsBalanceResume(@Is(ParamKind.PATH) String path) throws IOException;

    /**
     * Writes the pieces of a file, or of all files below a directory, anew and closer together. Files that share space
     * with snapshots no longer do afterwards.
     *
     * @param path the file or directory
     * @param flush whether to write each file out at once; false unless given
     * @param compress compress while doing so: {@code zlib}, {@code lzo} or {@code zstd}
     */
    @Action(
            name = "btrfs-filesystem-defragment",
            since = "1.29.22",
            feature = "btrfs",
            summary = "defragment a btrfs file or directory")
    void btrfsFilesystemDefragment(
            @Is(ParamKind.PATH) String path, @Opt @Nullable Boolean flush, @Opt @Nullable String compress)
            throws IOException;

    /**
     * Rebuilds the table that says where the pieces of a damaged btrfs filesystem lie, by reading the whole of {@code
     * device}. Only for a filesystem that cannot be mounted otherwise.
     */
    @Action(
            name = "btrfs-rescue-chunk-recover",
            since = "1.29.22",
            feature = "btrfs",
            summary = "rebuild a btrfs chunk tree by scanning the device")
    void btrfsRescueChunkRecover(@Is(ParamKind.DEVICE) String device) throws IOException;

    /**
     * Replaces damaged superblocks of the btrfs filesystem on {@code device} by a good copy. Does nothing when all are
     * good.
     */
    @Action(
            name = "btrfs-rescue-super-recover",
            since = "1.29.22",
            feature = "btrfs",
            summary = "restore a btrfs superblock from its copies")
    void btrfsRescueSuperRecover(@Is(ParamKind.DEVICE) String device) throws IOException;

    /**
     * Returns how far a balance is: its status ({@code none}, {@code running}, {@code paused}) and numbers of chunks.
     *
     * @param path a directory where the filesystem is mounted
     */
    @Action(
            name = "btrfs-balance-status",
            since = "1.29.26",
            feature = "btrfs",
            summary = "progress of a btrfs balance")
    BtrfsBalance btrfsBalanceStatus(@Is(ParamKind.PATH) String path) throws IOException;

    /**
     * Returns the counters of the scrub that runs or ran last: what was read, and errors by kind.
     *
     * @param path a directory where the filesystem is mounted
     */
    @Action(name = "btrfs-scrub-status", since = "1.29.26", feature = "btrfs", summary = "counters of a btrfs scrub")
    BtrfsScrub btrfsScrubStatus(@Is(ParamKind.PATH) String path) throws IOException;

    /**
     * Marks the filesystem on {@code device}, which must not be mounted, as a seed, as {@code btrfs-set-seeding} does.
     *
     * @param seeding true to set the mark, false to take it away
     */
    @Action(
            name = "btrfstune-seeding",
            since = "1.29.29",
            feature = "btrfs",
            summary = "set or clear the seed flag of an unmounted btrfs device")
    void btrfstuneSeeding(@Is(ParamKind.DEVICE) String device, boolean seeding) throws IOException;

    /**
     * Lets files of the filesystem on {@code device}, which must not be mounted, have more hard links in one directory.
     * Cannot be undone.
     */
    @Action(
            name = "btrfstune-enable-extended-inode-refs",
            since = "1.29.29",
            feature = "btrfs",
            summary = "let a btrfs filesystem have more hard links per file")
    void btrfstuneEnableExtendedInodeRefs(@Is(ParamKind.DEVICE) String device) throws IOException;

    /**
     * Lets the filesystem on {@code device}, which must not be mounted, store its records of metadata in less space.
     * Cannot be undone.
     */
    @Action(
            name = "btrfstune-enable-skinny-metadata-extent-refs",
            since = "1.29.29",
            feature = "btrfs",
            summary = "turn on btrfs's smaller extent records")
    void btrfstuneEnableSkinnyMetadataExtentRefs(@Is(ParamKind.DEVICE) String device) throws IOException;

    /**
     * Writes the metadata of a btrfs filesystem, without the contents of files, to a file of the guest, as people who
     * repair filesystems ask for it.
     *
     * @param source its devices, not mounted
     * @param image the file to write, on another filesystem
     * @param compresslevel from 0, not at all, to 9; 0 unless given
     */
    @Action(
            name = "btrfs-image",
            since = "1.29.32",
            feature = "btrfs",
            summary = "save the metadata of a btrfs filesystem in a file")
    void btrfsImage(
            @Is(ParamKind.DEVICE_LIST) List<String> source,
            @Is(ParamKind.PATH) String image,
            @Opt @Nullable Integer compresslevel)
            throws IOException;

    /**
     * Moves what is on one device of a mounted btrfs filesystem to another, which takes its place, and waits until it
     * is done.
     *
     * @param srcdev the device to take out
     * @param targetdev the device to put in; what is on it is lost
     * @param mntpoint a directory where the filesystem is mounted
     */
    @Action(
            name = "btrfs-replace",
            since = "1.29.48",
            feature = "btrfs",
            summary = "replace a device of a mounted btrfs filesystem")
    void btrfsReplace(
            @Is(ParamKind.DEVICE) String srcdev,
            @Is(ParamKind.DEVICE) String targetdev,
            @Is(ParamKind.PATH) String mntpoint)
            throws IOException;

    /**
     * Returns the devices that the btrfs filesystem on {@code device} is made of. Fails when one of them is missing.
     */
    @Action(
            name = "btrfs-filesystem-show",
            since = "1.33.29",
            feature = "btrfs",
            returns = Content.DEVICE,
            summary = "devices of a btrfs filesystem")
    List<String> btrfsFilesystemShow(@Is(ParamKind.DEVICE) String device) throws IOException;
}
