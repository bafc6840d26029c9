package org.guestscope.guest.struct;

/** What defining an Augeas node did: how many nodes the expression names, and whether one was created. */
public record DefinedNode(int i, int b) {}
