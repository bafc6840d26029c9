package org.guestscope.guest.struct;

import org.guestscope.guest.catalogue.Field;
import org.guestscope.guest.catalogue.FieldKind;
import org.guestscope.guest.catalogue.StructName;

/** An LVM physical volume, with the columns of {@code pvs}. */
@StructName("lvm_pv")
public record PhysicalVolume(
        String pvName,
        @Field(FieldKind.UUID) String pvUuid,
        String pvFmt,
        @Field(FieldKind.BYTES) long pvSize,
        @Field(FieldKind.BYTES) long devSize,
        @Field(FieldKind.BYTES) long pvFree,
        @Field(FieldKind.BYTES) long pvUsed,
        String pvAttr,
        long pvPeCount,
        long pvPeAllocCount,
        String pvTags,
        @Field(FieldKind.BYTES) long peStart,
        long pvMdaCount,
        @Field(FieldKind.BYTES) long pvMdaFree) {}
