package org.guestscope.guest.struct;

import org.guestscope.guest.catalogue.Field;
import org.guestscope.guest.catalogue.FieldKind;

/** A btrfs quota group: bytes it refers to, and bytes that only it refers to. */
public record BtrfsQgroup(
        String btrfsqgroupId,
        @Field(FieldKind.UINT64) long btrfsqgroupRfer,
        @Field(FieldKind.UINT64) long btrfsqgroupExcl) {}
