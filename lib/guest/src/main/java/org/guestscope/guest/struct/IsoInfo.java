package org.guestscope.guest.struct;

import org.guestscope.guest.catalogue.Field;
import org.guestscope.guest.catalogue.FieldKind;

/** The primary volume descriptor of ISO 9660; times are seconds since 1970, or -1. */
public record IsoInfo(
        String isoSystemId,
        String isoVolumeId,
        @Field(FieldKind.UINT32) long isoVolumeSpaceSize,
        @Field(FieldKind.UINT32) long isoVolumeSetSize,
        @Field(FieldKind.UINT32) long isoVolumeSequenceNumber,
        @Field(FieldKind.UINT32) long isoLogicalBlockSize,
        String isoVolumeSetId,
        String isoPublisherId,
        String isoDataPreparerId,
        String isoApplicationId,
        String isoCopyrightFileId,
        String isoAbstractFileId,
        String isoBibliographicFileId,
        long isoVolumeCreationT,
        long isoVolumeModificationT,
        long isoVolumeExpirationT,
        long isoVolumeEffectiveT) {}
