package org.guestscope.guest.struct;

/** A handle of a registry key. */
public record HivexNode(long hivexNodeH) {}
