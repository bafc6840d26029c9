package org.guestscope.guest.struct;

import org.guestscope.guest.catalogue.Field;
import org.guestscope.guest.catalogue.FieldKind;

/** A partition: its number, and first byte, last byte and length on the disk. */
public record Partition(
        int partNum,
        @Field(FieldKind.BYTES) long partStart,
        @Field(FieldKind.BYTES) long partEnd,
        @Field(FieldKind.BYTES) long partSize) {}
