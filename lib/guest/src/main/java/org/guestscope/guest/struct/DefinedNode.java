package org.guestscope.guest.struct;

import org.guestscope.guest.catalogue.StructName;

/** What defining an Augeas node did: how many nodes the expression names, and whether one was created. */
@StructName("int_bool")
public record DefinedNode(int i, int b) {}
