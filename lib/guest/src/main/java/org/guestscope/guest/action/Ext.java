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

    @Action(name = "tune2fs-l", since = "1.9.2", summary = "superblock fields of an ext2/3/4 filesystem")
    Map<String, String> tune2fsL(@Is(ParamKind.DEVICE) String device) throws IOException;

    @Action(name = "resize2fs", since = "1.0.27", summary = "fit an ext2/3/4 filesystem to its device")
    void resize2fs(@Is(ParamKind.DEVICE) String device) throws IOException;

    @Action(name = "resize2fs-size", since = "1.3.14", summary = "set the size of an ext2/3/4 filesystem in bytes")
    void resize2fsSize(@Is(ParamKind.DEVICE) String device, long size) throws IOException;

    @Action(name = "resize2fs-M", since = "1.9.4", summary = "make an ext2/3/4 filesystem as small as it can be")
    void resize2fsM(@Is(ParamKind.DEVICE) String device) throws IOException;

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

    @Action(name = "e2fsck", since = "1.15.17", summary = "check an ext2/3/4 filesystem")
    void e2fsck(@Is(ParamKind.DEVICE) String device, @Opt @Nullable Boolean correct, @Opt @Nullable Boolean forceall)
            throws IOException;

    @Action(name = "get-e2attrs", since = "1.17.31", summary = "ext2 attribute letters of a file")
    String getE2attrs(@Is(ParamKind.PATH) String file) throws IOException;

    @Action(name = "set-e2attrs", since = "1.17.31", summary = "set or clear ext2 attribute letters of a file")
    void setE2attrs(@Is(ParamKind.PATH) String file, String attrs, @Opt @Nullable Boolean clear) throws IOException;

    @Action(name = "get-e2generation", since = "1.17.31", summary = "ext2 generation number of a file")
    long getE2generation(@Is(ParamKind.PATH) String file) throws IOException;

    @Action(name = "set-e2generation", since = "1.17.31", summary = "set the ext2 generation number of a file")
    void setE2generation(@Is(ParamKind.PATH) String file, long generation) throws IOException;

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

    @Action(
            name = "set-e2label",
            since = "1.0.15",
            deprecated = true,
            deprecatedBy = "set-label",
            summary = "set the label of an ext2/3/4 filesystem")
    void setE2label(@Is(ParamKind.DEVICE) String device, String label) throws IOException;

    @Action(
            name = "get-e2label",
            since = "1.0.15",
            deprecated = true,
            deprecatedBy = "vfs-label",
            summary = "label of an ext2/3/4 filesystem")
    String getE2label(@Is(ParamKind.DEVICE) String device) throws IOException;

    @Action(
            name = "set-e2uuid",
            since = "1.0.15",
            deprecated = true,
            deprecatedBy = "set-uuid",
            summary = "set the UUID of an ext2/3/4 filesystem")
    void setE2uuid(@Is(ParamKind.DEVICE) String device, String uuid) throws IOException;

    @Action(
            name = "get-e2uuid",
            since = "1.0.15",
            deprecated = true,
            deprecatedBy = "vfs-uuid",
            summary = "UUID of an ext2/3/4 filesystem")
    String getE2uuid(@Is(ParamKind.DEVICE) String device) throws IOException;

    @Action(
            name = "e2fsck-f",
            since = "1.0.29",
            deprecated = true,
            deprecatedBy = "e2fsck",
            summary = "check an ext2/3/4 filesystem even if it looks clean")
    void e2fsckF(@Is(ParamKind.DEVICE) String device) throws IOException;

    @Action(
            name = "mke2journal",
            since = "1.0.68",
            deprecated = true,
            deprecatedBy = "mke2fs",
            summary = "make an external ext2/3/4 journal")
    void mke2journal(int blocksize, @Is(ParamKind.DEVICE) String device) throws IOException;

    @Action(
            name = "mke2journal-L",
            since = "1.0.68",
            deprecated = true,
            deprecatedBy = "mke2fs",
            summary = "make an external ext2/3/4 journal with a label")
    void mke2journalL(int blocksize, String label, @Is(ParamKind.DEVICE) String device) throws IOException;

    @Action(
            name = "mke2journal-U",
            since = "1.0.68",
            feature = "linuxfsuuid",
            deprecated = true,
            deprecatedBy = "mke2fs",
            summary = "make an external ext2/3/4 journal with a UUID")
    void mke2journalU(int blocksize, String uuid, @Is(ParamKind.DEVICE) String device) throws IOException;

    @Action(
            name = "mke2fs-J",
            since = "1.0.68",
            deprecated = true,
            deprecatedBy = "mke2fs",
            summary = "make an ext2/3/4 filesystem with its journal on another device")
    void mke2fsJ(
            String fstype, int blocksize, @Is(ParamKind.DEVICE) String device, @Is(ParamKind.DEVICE) String journal)
            throws IOException;

    @Action(
            name = "mke2fs-JL",
            since = "1.0.68",
            deprecated = true,
            deprecatedBy = "mke2fs",
            summary = "make an ext2/3/4 filesystem with a journal found by label")
    void mke2fsJL(String fstype, int blocksize, @Is(ParamKind.DEVICE) String device, String label) throws IOException;

    @Action(
            name = "mke2fs-JU",
            since = "1.0.68",
            feature = "linuxfsuuid",
            deprecated = true,
            deprecatedBy = "mke2fs",
            summary = "make an ext2/3/4 filesystem with a journal found by UUID")
    void mke2fsJU(String fstype, int blocksize, @Is(ParamKind.DEVICE) String device, String uuid) throws IOException;
}
