package org.guestscope.guest.action;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.guestscope.guest.catalogue.Action;
import org.guestscope.guest.catalogue.Content;
import org.guestscope.guest.catalogue.Family;
import org.guestscope.guest.catalogue.Is;
import org.guestscope.guest.catalogue.Opt;
import org.guestscope.guest.catalogue.ParamKind;
import org.guestscope.guest.struct.BtrfsBalance;
import org.guestscope.guest.struct.BtrfsQgroup;
import org.guestscope.guest.struct.BtrfsScrub;
import org.guestscope.guest.struct.BtrfsSubvolume;
import org.jspecify.annotations.Nullable;

/** btrfs's own operations. */
@Family(title = "btrfs")
public interface Btrfs {

    @Action(
            name = "btrfs-filesystem-resize",
            since = "1.11.17",
            feature = "btrfs",
            summary = "resize a mounted btrfs filesystem")
    void btrfsFilesystemResize(@Is(ParamKind.PATH) String mountpoint, @Opt @Nullable Long size) throws IOException;

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

    @Action(
            name = "btrfs-subvolume-delete",
            since = "1.17.35",
            feature = "btrfs",
            summary = "delete a btrfs subvolume or snapshot")
    void btrfsSubvolumeDelete(@Is(ParamKind.PATH) String subvolume) throws IOException;

    @Action(
            name = "btrfs-subvolume-create",
            since = "1.17.35",
            aliases = {"btrfs-subvolume-create-opts"},
            feature = "btrfs",
            summary = "make a btrfs subvolume")
    void btrfsSubvolumeCreate(@Is(ParamKind.PATH) String dest, @Opt @Nullable String qgroupid) throws IOException;

    @Action(
            name = "btrfs-subvolume-list",
            since = "1.17.35",
            feature = "btrfs",
            summary = "subvolumes and snapshots of a btrfs filesystem")
    List<BtrfsSubvolume> btrfsSubvolumeList(@Is(ParamKind.MOUNTABLE_OR_PATH) String fs) throws IOException;

    @Action(
            name = "btrfs-subvolume-set-default",
            since = "1.17.35",
            feature = "btrfs",
            summary = "choose the subvolume mounted by default")
    void btrfsSubvolumeSetDefault(long id, @Is(ParamKind.PATH) String fs) throws IOException;

    @Action(
            name = "btrfs-filesystem-sync",
            since = "1.17.35",
            feature = "btrfs",
            summary = "write out a btrfs filesystem's cached changes")
    void btrfsFilesystemSync(@Is(ParamKind.PATH) String fs) throws IOException;

    @Action(
            name = "btrfs-filesystem-balance",
            since = "1.17.35",
            aliases = {"btrfs-balance"},
            feature = "btrfs",
            summary = "spread a btrfs filesystem's blocks over its devices")
    void btrfsFilesystemBalance(@Is(ParamKind.PATH) String fs) throws IOException;

    @Action(
            name = "btrfs-device-add",
            since = "1.17.35",
            feature = "btrfs",
            summary = "add devices to a btrfs filesystem")
    void btrfsDeviceAdd(@Is(ParamKind.DEVICE_LIST) List<String> devices, @Is(ParamKind.PATH) String fs)
            throws IOException;

    @Action(
            name = "btrfs-device-delete",
            since = "1.17.35",
            feature = "btrfs",
            summary = "take devices out of a btrfs filesystem")
    void btrfsDeviceDelete(@Is(ParamKind.DEVICE_LIST) List<String> devices, @Is(ParamKind.PATH) String fs)
            throws IOException;

    @Action(
            name = "btrfs-set-seeding",
            since = "1.17.43",
            feature = "btrfs",
            summary = "mark a btrfs device as a seed for others, or not")
    void btrfsSetSeeding(@Is(ParamKind.DEVICE) String device, boolean seeding) throws IOException;

    @Action(name = "btrfs-fsck", since = "1.17.43", feature = "btrfs", summary = "check an unmounted btrfs filesystem")
    void btrfsFsck(@Is(ParamKind.DEVICE) String device, @Opt @Nullable Long superblock, @Opt @Nullable Boolean repair)
            throws IOException;

    @Action(
            name = "btrfs-subvolume-get-default",
            since = "1.29.17",
            feature = "btrfs",
            summary = "number of the subvolume mounted by default")
    long btrfsSubvolumeGetDefault(@Is(ParamKind.MOUNTABLE_OR_PATH) String fs) throws IOException;

    @Action(
            name = "btrfs-subvolume-show",
            since = "1.29.17",
            feature = "btrfs",
            summary = "details of a btrfs subvolume")
    Map<String, String> btrfsSubvolumeShow(@Is(ParamKind.PATH) String subvolume) throws IOException;

    @Action(name = "btrfs-quota-enable", since = "1.29.17", feature = "btrfs", summary = "turn btrfs quotas on or off")
    void btrfsQuotaEnable(@Is(ParamKind.MOUNTABLE_OR_PATH) String fs, boolean enable) throws IOException;

    @Action(
            name = "btrfs-quota-rescan",
            since = "1.29.17",
            feature = "btrfs",
            summary = "count a btrfs filesystem's quota usage again")
    void btrfsQuotaRescan(@Is(ParamKind.MOUNTABLE_OR_PATH) String fs) throws IOException;

    @Action(
            name = "btrfs-qgroup-limit",
            since = "1.29.17",
            feature = "btrfs",
            summary = "limit the size of a btrfs subvolume")
    void btrfsQgroupLimit(@Is(ParamKind.PATH) String subvolume, long size) throws IOException;

    @Action(name = "btrfs-qgroup-create", since = "1.29.17", feature = "btrfs", summary = "make a btrfs quota group")
    void btrfsQgroupCreate(String qgroupid, @Is(ParamKind.PATH) String subvolume) throws IOException;

    @Action(name = "btrfs-qgroup-destroy", since = "1.29.17", feature = "btrfs", summary = "delete a btrfs quota group")
    void btrfsQgroupDestroy(String qgroupid, @Is(ParamKind.PATH) String subvolume) throws IOException;

    @Action(
            name = "btrfs-qgroup-show",
            since = "1.29.17",
            feature = "btrfs",
            summary = "quota groups of a btrfs filesystem with their usage")
    List<BtrfsQgroup> btrfsQgroupShow(@Is(ParamKind.PATH) String path) throws IOException;

    @Action(
            name = "btrfs-qgroup-assign",
            since = "1.29.17",
            feature = "btrfs",
            summary = "put one btrfs quota group below another")
    void btrfsQgroupAssign(String src, String dst, @Is(ParamKind.PATH) String path) throws IOException;

    @Action(
            name = "btrfs-qgroup-remove",
            since = "1.29.17",
            feature = "btrfs",
            summary = "take one btrfs quota group out of another")
    void btrfsQgroupRemove(String src, String dst, @Is(ParamKind.PATH) String path) throws IOException;

    @Action(
            name = "btrfs-scrub-start",
            since = "1.29.22",
            feature = "btrfs",
            summary = "begin checking the checksums of a btrfs filesystem")
    void btrfsScrubStart(@Is(ParamKind.PATH) String path) throws IOException;

    @Action(name = "btrfs-scrub-cancel", since = "1.29.22", feature = "btrfs", summary = "stop a btrfs scrub")
    void btrfsScrubCancel(@Is(ParamKind.PATH) String path) throws IOException;

    @Action(
            name = "btrfs-scrub-resume",
            since = "1.29.22",
            feature = "btrfs",
            summary = "go on with a btrfs scrub that was stopped")
    void btrfsScrubResume(@Is(ParamKind.PATH) String path) throws IOException;

    @Action(name = "btrfs-balance-pause", since = "1.29.22", feature = "btrfs", summary = "pause a btrfs balance")
    void btrfsBalancePause(@Is(ParamKind.PATH) String path) throws IOException;

    @Action(name = "btrfs-balance-cancel", since = "1.29.22", feature = "btrfs", summary = "stop a btrfs balance")
    void btrfsBalanceCancel(@Is(ParamKind.PATH) String path) throws IOException;

    @Action(
            name = "btrfs-balance-resume",
            since = "1.29.22",
            feature = "btrfs",
            summary = "go on with a paused btrfs balance")
    void btrfsBalanceResume(@Is(ParamKind.PATH) String path) throws IOException;

    @Action(
            name = "btrfs-filesystem-defragment",
            since = "1.29.22",
            feature = "btrfs",
            summary = "defragment a btrfs file or directory")
    void btrfsFilesystemDefragment(
            @Is(ParamKind.PATH) String path, @Opt @Nullable Boolean flush, @Opt @Nullable String compress)
            throws IOException;

    @Action(
            name = "btrfs-rescue-chunk-recover",
            since = "1.29.22",
            feature = "btrfs",
            summary = "rebuild a btrfs chunk tree by scanning the device")
    void btrfsRescueChunkRecover(@Is(ParamKind.DEVICE) String device) throws IOException;

    @Action(
            name = "btrfs-rescue-super-recover",
            since = "1.29.22",
            feature = "btrfs",
            summary = "restore a btrfs superblock from its copies")
    void btrfsRescueSuperRecover(@Is(ParamKind.DEVICE) String device) throws IOException;

    @Action(
            name = "btrfs-balance-status",
            since = "1.29.26",
            feature = "btrfs",
            summary = "progress of a btrfs balance")
    BtrfsBalance btrfsBalanceStatus(@Is(ParamKind.PATH) String path) throws IOException;

    @Action(name = "btrfs-scrub-status", since = "1.29.26", feature = "btrfs", summary = "counters of a btrfs scrub")
    BtrfsScrub btrfsScrubStatus(@Is(ParamKind.PATH) String path) throws IOException;

    @Action(
            name = "btrfstune-seeding",
            since = "1.29.29",
            feature = "btrfs",
            summary = "set or clear the seed flag of an unmounted btrfs device")
    void btrfstuneSeeding(@Is(ParamKind.DEVICE) String device, boolean seeding) throws IOException;

    @Action(
            name = "btrfstune-enable-extended-inode-refs",
            since = "1.29.29",
            feature = "btrfs",
            summary = "let a btrfs filesystem have more hard links per file")
    void btrfstuneEnableExtendedInodeRefs(@Is(ParamKind.DEVICE) String device) throws IOException;

    @Action(
            name = "btrfstune-enable-skinny-metadata-extent-refs",
            since = "1.29.29",
            feature = "btrfs",
            summary = "turn on btrfs's smaller extent records")
    void btrfstuneEnableSkinnyMetadataExtentRefs(@Is(ParamKind.DEVICE) String device) throws IOException;

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

    @Action(
            name = "btrfs-filesystem-show",
            since = "1.33.29",
            feature = "btrfs",
            returns = Content.DEVICE,
            summary = "devices of a btrfs filesystem")
    List<String> btrfsFilesystemShow(@Is(ParamKind.DEVICE) String device) throws IOException;
}
