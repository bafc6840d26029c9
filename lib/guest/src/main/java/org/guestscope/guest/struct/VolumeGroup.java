package org.guestscope.guest.struct;

import org.guestscope.guest.catalogue.Field;
import org.guestscope.guest.catalogue.FieldKind;
import org.guestscope.guest.catalogue.StructName;

/** An LVM volume group, with the columns of {@code vgs}. */
@StructName("lvm_vg")
public record VolumeGroup(
        String vgName,
        @Field(FieldKind.UUID) String vgUuid,
        String vgFmt,
        String vgAttr,
        @Field(FieldKind.BYTES) long vgSize,
        @Field(FieldKind.BYTES) long vgFree,
        String vgSysid,
        @Field(FieldKind.BYTES) long vgExtentSize,
        long vgExtentCount,
        long vgFreeCount,
        long maxLv,
        long maxPv,
        long pvCount,
        long lvCount,
        long snapCount,
        long vgSeqno,
        String vgTags,
        long vgMdaCount,
        @Field(FieldKind.BYTES) long vgMdaFree) {}
