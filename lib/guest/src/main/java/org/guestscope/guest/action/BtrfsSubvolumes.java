package org.guestscope.guest.action;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.guestscope.guest.catalogue.Action;
import org.guestscope.guest.catalogue.Family;
import org.guestscope.guest.catalogue.Is;
import org.guestscope.guest.catalogue.Opt;
import org.guestscope.guest.catalogue.ParamKind;
import org.guestscope.guest.struct.BtrfsQgroup;
import org.guestscope.guest.struct.BtrfsSubvolume;
import org.jspecify.annotations.Nullable;

/** Subvolumes, snapshots and quota groups of btrfs. */
@Family(title = "btrfs subvolumes and quotas")
public interface BtrfsSubvolumes {

    /**
     * Makes {@code dest} a snapshot of the subvolume {@code source}: the same contents, sharing its space until one of
     * them changes.
     *
     * @param ro whether the snapshot is read-only; false unless given
     * @param qgroupid a quota group to put it in, such as {@code 1/100}
     */
    @Action(
            name = "btrfs-subvolume-snapshot",
            since = "1.17.35",
            aliases = {"btrfs-subvolume-snapshot-opts"},
            feature = "btrfs",
            summary = "snapshot a btrfs subvolume")
    void btrfsSubvolumeSnapshot(
            @Is(ParamKind.PATH) String source,
            @Is(ParamKind.PATH) String dest,
            @Opt @Nullable Boolean ro,
            @Opt @Nullable String qgroupid)
            throws IOException;

    /**
     * Deletes the subvolume or snapshot at the path {@code subvolume} with all its files. Subvolumes inside it have to
     * be deleted first.
     */
    @Action(
            name = "btrfs-subvolume-delete",
            since = "1.17.35",
            feature = "btrfs",
            summary = "delete a btrfs subvolume or snapshot")
    void btrfsSubvolumeDelete(@Is(ParamKind.PATH) String subvolume) throws IOException;

    /**
     * Makes an empty subvolume at the path {@code dest}.
     *
     * @param qgroupid a quota group to put it in, such as {@code 1/100}
     */
    @Action(
            name = "btrfs-subvolume-create",
            since = "1.17.35",
            aliases = {"btrfs-subvolume-create-opts"},
            feature = "btrfs",
            summary = "make a btrfs subvolume")
    void btrfsSubvolumeCreate(@Is(ParamKind.PATH) String dest, @Opt @Nullable String qgroupid) throws IOException;

    /**
     * Returns the subvolumes and snapshots of a btrfs filesystem, each with its number, the number of the subvolume
     * above it (5 is the top of the filesystem) and its path from the top.
     *
     * @param fs a directory where it is mounted, or its device
     */
    @Action(
            name = "btrfs-subvolume-list",
            since = "1.17.35",
            feature = "btrfs",
            summary = "subvolumes and snapshots of a btrfs filesystem")
    List<BtrfsSubvolume> btrfsSubvolumeList(@Is(ParamKind.MOUNTABLE_OR_PATH) String fs) throws IOException;

    /**
     * Chooses the subvolume that is mounted when none is named.
     *
     * @param id its number, as {@code btrfs-subvolume-list} tells it; 5 for the top
     * @param fs a directory where the filesystem is mounted
     */
    @Action(
            name = "btrfs-subvolume-set-default",
            since = "1.17.35",
            feature = "btrfs",
            summary = "choose the subvolume mounted by default")
    void btrfsSubvolumeSetDefault(long id, @Is(ParamKind.PATH) String fs) throws IOException;

    /**
     * Returns the number of the subvolume that is mounted when none is named; 5 is the top.
     *
     * @param fs a directory where the filesystem is mounted, or its device
     */
    @Action(
            name = "btrfs-subvolume-get-default",
            since = "1.29.17",
            feature = "btrfs",
            summary = "number of the subvolume mounted by default")
    long btrfsSubvolumeGetDefault(@Is(ParamKind.MOUNTABLE_OR_PATH) String fs) throws IOException;

    /**
     * Returns what btrfs knows of the subvolume at the path {@code subvolume}: name, UUIDs, numbers, times, and its
     * snapshots as one list with commas.
     */
    @Action(
            name = "btrfs-subvolume-show",
            since = "1.29.17",
            feature = "btrfs",
            summary = "details of a btrfs subvolume")
    Map<String, String> btrfsSubvolumeShow(@Is(ParamKind.PATH) String subvolume) throws IOException;

    /**
     * Turns quotas of a btrfs filesystem on or off. Turned on, usage is counted for each subvolume.
     *
     * @param fs a directory where it is mounted, or its device
     * @param enable true for on
     */
    @Action(name = "btrfs-quota-enable", since = "1.29.17", feature = "btrfs", summary = "turn btrfs quotas on or off")
    void btrfsQuotaEnable(@Is(ParamKind.MOUNTABLE_OR_PATH) String fs, boolean enable) throws IOException;

    /**
     * Begins to count the usage of all quota groups of a btrfs filesystem anew, in the background.
     *
     * @param fs a directory where it is mounted, or its device
     */
    @Action(
            name = "btrfs-quota-rescan",
            since = "1.29.17",
            feature = "btrfs",
            summary = "count a btrfs filesystem's quota usage again")
    void btrfsQuotaRescan(@Is(ParamKind.MOUNTABLE_OR_PATH) String fs) throws IOException;

    /**
     * Limits how much the subvolume at the path {@code subvolume} may hold. Quotas have to be on.
     *
     * @param size the limit in bytes
     */
    @Action(
            name = "btrfs-qgroup-limit",
            since = "1.29.17",
            feature = "btrfs",
            summary = "limit the size of a btrfs subvolume")
    void btrfsQgroupLimit(@Is(ParamKind.PATH) String subvolume, long size) throws IOException;

    /**
     * Makes a quota group. Quotas have to be on.
     *
     * @param qgroupid its name, such as {@code 1/100}; groups {@code 0/N} are those of the subvolumes themselves
     * @param subvolume a directory in the filesystem
     */
    @Action(name = "btrfs-qgroup-create", since = "1.29.17", feature = "btrfs", summary = "make a btrfs quota group")
    void btrfsQgroupCreate(String qgroupid, @Is(ParamKind.PATH) String subvolume) throws IOException;

    /**
     * Deletes a quota group.
     *
     * @param qgroupid its name, such as {@code 1/100}
     * @param subvolume a directory in the filesystem
     */
    @Action(name = "btrfs-qgroup-destroy", since = "1.29.17", feature = "btrfs", summary = "delete a btrfs quota group")
    void btrfsQgroupDestroy(String qgroupid, @Is(ParamKind.PATH) String subvolume) throws IOException;

    /**
     * Returns the quota groups of a btrfs filesystem: the bytes that each refers to ({@code rfer}) and those that only
     * it refers to ({@code excl}).
     *
     * @param path a directory where the filesystem is mounted
     */
    @Action(
            name = "btrfs-qgroup-show",
            since = "1.29.17",
            feature = "btrfs",
            summary = "quota groups of a btrfs filesystem with their usage")
    List<BtrfsQgroup> btrfsQgroupShow(@Is(ParamKind.PATH) String path) throws IOException;

    /**
     * Puts a quota group below another, so that its usage counts there too.
     *
     * @param src the group that goes below, such as {@code 0/257}
     * @param dst the group above it, such as {@code 1/100}
     * @param path a directory in the filesystem
     */
    @Action(
            name = "btrfs-qgroup-assign",
            since = "1.29.17",
            feature = "btrfs",
            summary = "put one btrfs quota group below another")
    void btrfsQgroupAssign(String src, String dst, @Is(ParamKind.PATH) String path) throws IOException;

    /**
     * Takes a quota group out of the one above it.
     *
     * @param src the group below
     * @param dst the group above it
     * @param path a directory in the filesystem
     */
    @Action(
            name = "btrfs-qgroup-remove",
            since = "1.29.17",
            feature = "btrfs",
            summary = "take one btrfs quota group out of another")
    void btrfsQgroupRemove(String src, String dst, @Is(ParamKind.PATH) String path) throws IOException;
}
