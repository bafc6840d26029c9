package org.guestscope.guest.catalogue;

/** What an action gives back. */
public enum ReturnKind {
    /** Nothing: it worked. */
    NOTHING,
    /** True or false. */
    BOOL,
    /** A signed 32-bit number. */
    INT,
    /** A signed 64-bit number. */
    INT64,
    /** A text. */
    STRING,
    /** A text, or nothing. */
    OPT_STRING,
    /** Bytes. */
    BUFFER,
    /** A list of texts. */
    STRING_LIST,
    /** A table of texts, in the order to show it. */
    TABLE,
    /** One struct. */
    STRUCT,
    /** A list of structs of one kind. */
    STRUCT_LIST
}
