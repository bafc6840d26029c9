package org.guestscope.guest.catalogue;

/** How guestfish writes a number that an action gives back. */
public enum Radix {
    /** Plain. */
    DECIMAL,
    /** With a leading {@code 0}: file modes. */
    OCTAL,
    /** With a leading {@code 0x}: status words and type bytes. */
    HEXADECIMAL
}
