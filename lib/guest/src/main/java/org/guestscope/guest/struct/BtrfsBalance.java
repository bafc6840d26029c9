package org.guestscope.guest.struct;

import org.guestscope.guest.catalogue.Field;
import org.guestscope.guest.catalogue.FieldKind;

/** Progress of a btrfs balance, in chunks. */
public record BtrfsBalance(
        String btrfsbalanceStatus,
        @Field(FieldKind.UINT64) long btrfsbalanceTotal,
        @Field(FieldKind.UINT64) long btrfsbalanceBalanced,
        @Field(FieldKind.UINT64) long btrfsbalanceConsidered,
        @Field(FieldKind.UINT64) long btrfsbalanceLeft) {}
