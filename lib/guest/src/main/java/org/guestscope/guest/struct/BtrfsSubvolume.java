package org.guestscope.guest.struct;

import org.guestscope.guest.catalogue.Field;
import org.guestscope.guest.catalogue.FieldKind;

/** A btrfs subvolume or snapshot. */
public record BtrfsSubvolume(
        @Field(FieldKind.UINT64) long btrfssubvolumeId,
        @Field(FieldKind.UINT64) long btrfssubvolumeTopLevelId,
        String btrfssubvolumePath) {}
