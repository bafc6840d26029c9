package org.guestscope.guest.struct;

import org.guestscope.guest.catalogue.Field;
import org.guestscope.guest.catalogue.FieldKind;

/** Geometry of an XFS filesystem, as {@code xfs_info} prints it. */
public record XfsInfo(
        String xfsMntpoint,
        @Field(FieldKind.UINT32) long xfsInodesize,
        @Field(FieldKind.UINT32) long xfsAgcount,
        @Field(FieldKind.UINT32) long xfsAgsize,
        @Field(FieldKind.UINT32) long xfsSectsize,
        @Field(FieldKind.UINT32) long xfsAttr,
        @Field(FieldKind.UINT32) long xfsBlocksize,
        @Field(FieldKind.UINT64) long xfsDatablocks,
        @Field(FieldKind.UINT32) long xfsImaxpct,
        @Field(FieldKind.UINT32) long xfsSunit,
        @Field(FieldKind.UINT32) long xfsSwidth,
        @Field(FieldKind.UINT32) long xfsDirversion,
        @Field(FieldKind.UINT32) long xfsDirblocksize,
        @Field(FieldKind.UINT32) long xfsCimode,
        String xfsLogname,
        @Field(FieldKind.UINT32) long xfsLogblocksize,
        @Field(FieldKind.UINT32) long xfsLogblocks,
        @Field(FieldKind.UINT32) long xfsLogversion,
        @Field(FieldKind.UINT32) long xfsLogsectsize,
        @Field(FieldKind.UINT32) long xfsLogsunit,
        @Field(FieldKind.UINT32) long xfsLazycount,
        String xfsRtname,
        @Field(FieldKind.UINT32) long xfsRtextsize,
        @Field(FieldKind.UINT64) long xfsRtblocks,
        @Field(FieldKind.UINT64) long xfsRtextents) {}
