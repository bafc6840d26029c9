package org.guestscope.guest.catalogue;

/** What a field of a struct is: decides how it is shown. */
public enum FieldKind {
    /** A text. */
    STRING,
    /** Bytes. */
    BUFFER,
    /** A UUID: 32 characters without dashes, as LVM writes it. */
    UUID,
    /** A size in bytes. */
    BYTES,
    /** A signed 32-bit number. */
    INT32,
    /** An unsigned 32-bit number. */
    UINT32,
    /** A signed 64-bit number. */
    INT64,
    /** An unsigned 64-bit number, in a Java {@code long}. */
    UINT64,
    /** A percentage, or a negative number for none. */
    OPT_PERCENT,
    /** One character. */
    CHAR
}
