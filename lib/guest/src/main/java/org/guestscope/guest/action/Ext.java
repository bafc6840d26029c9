package org.guestscope.guest.action;

import java.io.IOException;
import java.util.Map;
import org.guestscope.guest.catalogue.Action;
import org.guestscope.guest.catalogue.Family;
import org.guestscope.guest.catalogue.Is;
import org.guestscope.guest.catalogue.Opt;
import org.guestscope.guest.catalogue.ParamKind;
import org.jspecify.annotations.Nullable;

/** Makes, checks and tunes ext2, ext3 and ext4 filesystems. */
@Family(title = "ext2/3/4")
public interface Ext {

    /**
     * Returns the fields of the superblock of the ext2/3/4 filesystem on {@code device}, named as tune2fs(8) names
     * them; what is not set is empty.
     */
    @Action(name = "tune2fs-l", since = "1.9.2", summary = "superblock fields of an ext2/3/4 filesystem")
    Map<String, String> tune2fsL(@Is(ParamKind.DEVICE) String device) throws IOException;

    /**
     * Makes the ext2/3/4 filesystem on {@code device} as large as the device, usually after {@code part-resize} or
     * {@code lvresize}. An unmounted one is checked first.
     */
    @Action(name = "resize2fs", since = "1.0.27", summary = "fit an ext2/3/4 filesystem to its device")
    void resize2fs(@Is(ParamKind.DEVICE) String device) throws IOException;

    /**
     * Makes the ext2/3/4 filesystem on {@code device} as large as said; to shrink a disk, shrink the filesystem first
     * and its partition after it.
     *
     * @param size the new size in bytes, a multiple of 1024
     */
    @Action(name = "resize2fs-size", since = "1.3.14", summary = "set the size of an ext2/3/4 filesystem in bytes")
    void resize2fsSize(@Is(ParamKind.DEVICE) String device, long size) throws IOException;

    /**
     * Makes the ext2/3/4 filesystem on {@code device}, which must not be mounted, as small as its files allow. It is
     * checked first.
     */
    @Action(name = "resize2fs-M", since = "1.9.4", summary = "make an ext2/3/4 filesystem as small as it can be")
    void resize2fsM(@Is(ParamKind.DEVICE) String device) throws IOException;

    /**
     * Changes settings in the superblock of the ext2/3/4 filesystem on {@code device}; what is not named stays.
     *
     * @param force whether to go on in spite of faults; false unless given
     * @param maxmountcount mounts between two checks; 0 or -1 for never
     * @param mountcount how often it has been mounted since the last check
     * @param errorbehavior what the kernel does about faults: {@code continue}, {@code remount-ro} or {@code panic}
     * @param group number of the group that may use the reserved blocks
     * @param intervalbetweenchecks seconds between two checks; 0 for never
     * @param reservedblockspercentage share of the blocks kept for the superuser, in percent
     * @param lastmounteddirectory the directory it says it was mounted on last
     * @param reservedblockscount number of blocks kept for the superuser
     * @param user number of the user who may use the reserved blocks
     */
    @Action(name = "tune2fs", since = "1.15.4", summary = "change parameters of an ext2/3/4 filesystem")
    void tune2fs(
            @Is(ParamKind.DEVICE) String device,
            @Opt @Nullable Boolean force,
            @Opt @Nullable Integer maxmountcount,
            @Opt @Nullable Integer mountcount,
            @Opt @Nullable String errorbehavior,
            @Opt @Nullable Long group,
            @Opt @Nullable Integer intervalbetweenchecks,
            @Opt @Nullable Integer reservedblockspercentage,
            @Opt @Nullable String lastmounteddirectory,
            @Opt @Nullable Long reservedblockscount,
            @Opt @Nullable Long user)
            throws IOException;

    /**
     * Checks the ext2/3/4 filesystem on {@code device}, even if it looks clean. Without an option nothing is changed
     * and faults are an error; with one it fails when faults remain. Only one of the two can be given.
     *
     * @param correct whether to repair what can be repaired safely; false unless given
     * @param forceall whether to repair everything, answering yes to all questions; false unless given
     */
    @Action(name = "e2fsck", since = "1.15.17", summary = "check an ext2/3/4 filesystem")
    void e2fsck(@Is(ParamKind.DEVICE) String device, @Opt @Nullable Boolean correct, @Opt @Nullable Boolean forceall)
            throws IOException;

    /**
     * Returns the letters of the attributes that {@code file} has on an ext2/3/4 filesystem, sorted, such as {@code
     * ai}; chattr(1) explains them.
     */
    @Action(name = "get-e2attrs", since = "1.17.31", summary = "ext2 attribute letters of a file")
    String getE2attrs(@Is(ParamKind.PATH) String file) throws IOException;

    /**
     * Sets attributes of {@code file} on an ext2/3/4 filesystem.
     *
     * @param attrs letters as chattr(1) explains them, such as {@code i}; each once
     * @param clear whether to take them away instead; false unless given
     */
    @Action(name = "set-e2attrs", since = "1.17.31", summary = "set or clear ext2 attribute letters of a file")
    void setE2attrs(@Is(ParamKind.PATH) String file, String attrs, @Opt @Nullable Boolean clear) throws IOException;

    /** Returns the generation number of {@code file} on an ext2/3/4 filesystem, which NFS servers use. */
    @Action(name = "get-e2generation", since = "1.17.31", summary = "ext2 generation number of a file")
    long getE2generation(@Is(ParamKind.PATH) String file) throws IOException;

    /** Sets the generation number of {@code file} on an ext2/3/4 filesystem to {@code generation}. */
    @Action(name = "set-e2generation", since = "1.17.31", summary = "set the ext2 generation number of a file")
    void setE2generation(@Is(ParamKind.PATH) String file, long generation) throws IOException;

    /**
     * Makes an ext2, ext3 or ext4 filesystem, or a journal, on {@code device}, losing what is there. What is not named
     * is mke2fs's choice; for most purposes {@code mkfs} is enough.
     *
     * <pre>{@code
     * mke2fs /dev/sda1 fstype:ext4 label:root reservedblockspercentage:1
     * }</pre>
     *
     * @param blockscount size in blocks; the whole device unless given
     * @param blocksize bytes of a block: 1024, 2048 or 4096
     * @param fragsize accepted, without effect in Linux
     * @param blockspergroup blocks of a group
     * @param numberofgroups groups that are packed together with {@code flexbg}
     * @param bytesperinode bytes of the device for each inode made
     * @param inodesize bytes of an inode, such as 256
     * @param journalsize size of the journal in MiB
     * @param numberofinodes how many files it can hold
     * @param stridesize blocks of one disk's part of a RAID stripe
     * @param stripewidth data blocks of a whole RAID stripe
     * @param maxonlineresize blocks it can grow to while mounted
     * @param reservedblockspercentage share kept for the superuser, in percent
     * @param mmpupdateinterval seconds between updates of the protection against double mounts
     * @param journaldevice a device that holds the journal, or {@code LABEL=} or {@code UUID=} of it
     * @param label up to 16 bytes
     * @param lastmounteddir the directory it says it was mounted on last
     * @param creatoros name of the system it says it was made by
     * @param fstype {@code ext2}, {@code ext3} or {@code ext4}
     * @param usagetype what it will hold, such as {@code small}, {@code news} or {@code largefile}
     * @param uuid its UUID, or {@code clear}, {@code random} or {@code time}
     * @param forcecreate whether to go on even when it looks unwise
     * @param writesbandgrouponly whether to write only superblocks and group tables, a last resort of rescuers
     * @param lazyitableinit whether the kernel fills the inode tables later
     * @param lazyjournalinit whether the journal is not filled with zeros
     * @param testfs whether it is marked as made for tests
     * @param discard whether the device's blocks are discarded first
     * @param quotatype which quotas are set up
     * @param extent feature: files as ranges of blocks
     * @param filetype feature: kinds of files in directories
     * @param flexbg feature: groups packed together
     * @param hasjournal feature: a journal
     * @param journaldev whether to make a journal for other filesystems instead
     * @param largefile feature: files of more than 2 GiB
     * @param quota feature: quotas kept by the filesystem
     * @param resizeinode feature: room to grow
     * @param sparsesuper feature: fewer copies of the superblock
     * @param uninitbg feature: groups that are filled in at first use
     */
    @Action(
            name = "mke2fs",
            since = "1.19.44",
            summary = "make an ext2/3/4 filesystem or journal with all its parameters")
    void mke2fs(
            @Is(ParamKind.DEVICE) String device,
            @Opt @Nullable Long blockscount,
            @Opt @Nullable Long blocksize,
            @Opt @Nullable Long fragsize,
            @Opt @Nullable Long blockspergroup,
            @Opt @Nullable Long numberofgroups,
            @Opt @Nullable Long bytesperinode,
            @Opt @Nullable Long inodesize,
            @Opt @Nullable Long journalsize,
            @Opt @Nullable Long numberofinodes,
            @Opt @Nullable Long stridesize,
            @Opt @Nullable Long stripewidth,
            @Opt @Nullable Long maxonlineresize,
            @Opt @Nullable Integer reservedblockspercentage,
            @Opt @Nullable Integer mmpupdateinterval,
            @Opt @Nullable String journaldevice,
            @Opt @Nullable String label,
            @Opt @Nullable String lastmounteddir,
            @Opt @Nullable String creatoros,
            @Opt @Nullable String fstype,
            @Opt @Nullable String usagetype,
            @Opt @Nullable String uuid,
            @Opt @Nullable Boolean forcecreate,
            @Opt @Nullable Boolean writesbandgrouponly,
            @Opt @Nullable Boolean lazyitableinit,
            @Opt @Nullable Boolean lazyjournalinit,
            @Opt @Nullable Boolean testfs,
            @Opt @Nullable Boolean discard,
            @Opt @Nullable Boolean quotatype,
            @Opt @Nullable Boolean extent,
            @Opt @Nullable Boolean filetype,
            @Opt @Nullable Boolean flexbg,
            @Opt @Nullable Boolean hasjournal,
            @Opt @Nullable Boolean journaldev,
            @Opt @Nullable Boolean largefile,
            @Opt @Nullable Boolean quota,
            @Opt @Nullable Boolean resizeinode,
            @Opt @Nullable Boolean sparsesuper,
            @Opt @Nullable Boolean uninitbg)
            throws IOException;

    /** Sets the label of the ext2/3/4 filesystem on {@code device} to {@code label}, of up to 16 bytes. */
    @Action(
            name = "set-e2label",
            since = "1.0.15",
            deprecated = true,
            deprecatedBy = "set-label",
            summary = "set the label of an ext2/3/4 filesystem")
    void setE2label(@Is(ParamKind.DEVICE) String device, String label) throws IOException;

    /** Returns the label of the ext2/3/4 filesystem on {@code device}. */
    @Action(
            name = "get-e2label",
            since = "1.0.15",
            deprecated = true,
            deprecatedBy = "vfs-label",
            summary = "label of an ext2/3/4 filesystem")
    String getE2label(@Is(ParamKind.DEVICE) String device) throws IOException;

    /**
     * Sets the UUID of the ext2/3/4 filesystem on {@code device}.
     *
     * @param uuid the UUID, or {@code clear}, {@code random} or {@code time}
     */
    @Action(
            name = "set-e2uuid",
            since = "1.0.15",
            deprecated = true,
            deprecatedBy = "set-uuid",
            summary = "set the UUID of an ext2/3/4 filesystem")
    void setE2uuid(@Is(ParamKind.DEVICE) String device, String uuid) throws IOException;

    /** Returns the UUID of the ext2/3/4 filesystem on {@code device}. */
    @Action(
            name = "get-e2uuid",
            since = "1.0.15",
            deprecated = true,
            deprecatedBy = "vfs-uuid",
            summary = "UUID of an ext2/3/4 filesystem")
    String getE2uuid(@Is(ParamKind.DEVICE) String device) throws IOException;

    /**
     * Checks the ext2/3/4 filesystem on {@code device} and repairs what can be repaired safely: {@code e2fsck} with
     * {@code correct:true}.
     */
    @Action(
            name = "e2fsck-f",
            since = "1.0.29",
            deprecated = true,
            deprecatedBy = "e2fsck",
            summary = "check an ext2/3/4 filesystem even if it looks clean")
    void e2fsckF(@Is(ParamKind.DEVICE) String device) throws IOException;

    /**
     * Makes {@code device} a journal for ext3/4 filesystems on other devices, losing what is there.
     *
     * @param blocksize bytes of a block, the same as that of the filesystem
     */
    @Action(
            name = "mke2journal",
            since = "1.0.68",
            deprecated = true,
            deprecatedBy = "mke2fs",
            summary = "make an external ext2/3/4 journal")
    void mke2journal(int blocksize, @Is(ParamKind.DEVICE) String device) throws IOException;

    /**
     * Makes {@code device} a journal for ext3/4 filesystems on other devices, with the label {@code label}, losing what
     * is there.
     *
     * @param blocksize bytes of a block, the same as that of the filesystem
     */
    @Action(
            name = "mke2journal-L",
            since = "1.0.68",
            deprecated = true,
            deprecatedBy = "mke2fs",
            summary = "make an external ext2/3/4 journal with a label")
    void mke2journalL(int blocksize, String label, @Is(ParamKind.DEVICE) String device) throws IOException;

    /**
     * Makes {@code device} a journal for ext3/4 filesystems on other devices, with the UUID {@code uuid}, losing what
     * is there.
     *
     * @param blocksize bytes of a block, the same as that of the filesystem
     */
    @Action(
            name = "mke2journal-U",
            since = "1.0.68",
            feature = "linuxfsuuid",
            deprecated = true,
            deprecatedBy = "mke2fs",
            summary = "make an external ext2/3/4 journal with a UUID")
    void mke2journalU(int blocksize, String uuid, @Is(ParamKind.DEVICE) String device) throws IOException;

    /**
     * Makes a filesystem on {@code device} whose journal is on the device {@code journal}.
     *
     * @param fstype {@code ext3} or {@code ext4}
     * @param blocksize bytes of a block, the same as that of the journal
     */
    @Action(
            name = "mke2fs-J",
            since = "1.0.68",
            deprecated = true,
            deprecatedBy = "mke2fs",
            summary = "make an ext2/3/4 filesystem with its journal on another device")
    void mke2fsJ(
            String fstype, int blocksize, @Is(ParamKind.DEVICE) String device, @Is(ParamKind.DEVICE) String journal)
            throws IOException;

    /**
     * Makes a filesystem on {@code device} whose journal is on the device with the label {@code label}.
     *
     * @param fstype {@code ext3} or {@code ext4}
     * @param blocksize bytes of a block, the same as that of the journal
     */
    @Action(
            name = "mke2fs-JL",
            since = "1.0.68",
            deprecated = true,
            deprecatedBy = "mke2fs",
            summary = "make an ext2/3/4 filesystem with a journal found by label")
    void mke2fsJL(String fstype, int blocksize, @Is(ParamKind.DEVICE) String device, String label) throws IOException;

    /**
     * Makes a filesystem on {@code device} whose journal is on the device with the UUID {@code uuid}.
     *
     * @param fstype {@code ext3} or {@code ext4}
     * @param blocksize bytes of a block, the same as that of the journal
     */
    @Action(
            name = "mke2fs-JU",
            since = "1.0.68",
            feature = "linuxfsuuid",
            deprecated = true,
            deprecatedBy = "mke2fs",
            summary = "make an ext2/3/4 filesystem with a journal found by UUID")
    void mke2fsJU(String fstype, int blocksize, @Is(ParamKind.DEVICE) String device, String uuid) throws IOException;
}
