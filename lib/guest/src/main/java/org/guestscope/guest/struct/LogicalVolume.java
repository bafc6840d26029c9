package org.guestscope.guest.struct;

import org.guestscope.guest.catalogue.Field;
import org.guestscope.guest.catalogue.FieldKind;
import org.guestscope.guest.catalogue.StructName;

/** An LVM logical volume, with the columns of {@code lvs}. */
@StructName("lvm_lv")
public record LogicalVolume(
        String lvName,
        @Field(FieldKind.UUID) String lvUuid,
        String lvAttr,
        long lvMajor,
        long lvMinor,
        long lvKernelMajor,
        long lvKernelMinor,
        @Field(FieldKind.BYTES) long lvSize,
        long segCount,
        String origin,
        @Field(FieldKind.OPT_PERCENT) double snapPercent,
        @Field(FieldKind.OPT_PERCENT) double copyPercent,
        String movePv,
        String lvTags,
        String mirrorLog,
        String modules) {}
