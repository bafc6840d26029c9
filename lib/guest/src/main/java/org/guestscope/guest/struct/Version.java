package org.guestscope.guest.struct;

/** A version number. */
public record Version(long major, long minor, long release, String extra) {}
