package org.guestscope.guest.struct;

/** An extended attribute, or in a combined list a count or a name with an empty value. */
public record Xattr(String attrname, byte[] attrval) {}
