package org.guestscope.guest.struct;

import org.guestscope.guest.catalogue.Field;
import org.guestscope.guest.catalogue.FieldKind;

/** Counters of a btrfs scrub. */
public record BtrfsScrub(
        @Field(FieldKind.UINT64) long btrfsscrubDataExtentsScrubbed,
        @Field(FieldKind.UINT64) long btrfsscrubTreeExtentsScrubbed,
        @Field(FieldKind.UINT64) long btrfsscrubDataBytesScrubbed,
        @Field(FieldKind.UINT64) long btrfsscrubTreeBytesScrubbed,
        @Field(FieldKind.UINT64) long btrfsscrubReadErrors,
        @Field(FieldKind.UINT64) long btrfsscrubCsumErrors,
        @Field(FieldKind.UINT64) long btrfsscrubVerifyErrors,
        @Field(FieldKind.UINT64) long btrfsscrubNoCsum,
        @Field(FieldKind.UINT64) long btrfsscrubCsumDiscards,
        @Field(FieldKind.UINT64) long btrfsscrubSuperErrors,
        @Field(FieldKind.UINT64) long btrfsscrubMallocErrors,
        @Field(FieldKind.UINT64) long btrfsscrubUncorrectableErrors,
        @Field(FieldKind.UINT64) long btrfsscrubUnverifiedErrors,
        @Field(FieldKind.UINT64) long btrfsscrubCorrectedErrors,
        @Field(FieldKind.UINT64) long btrfsscrubLastPhysical) {}
