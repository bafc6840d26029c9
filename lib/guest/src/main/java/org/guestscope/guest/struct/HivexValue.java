package org.guestscope.guest.struct;

/** A handle of a registry value. */
public record HivexValue(long hivexValueH) {}
