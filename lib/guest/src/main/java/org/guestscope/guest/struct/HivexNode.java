package org.guestscope.guest.struct;

import org.guestscope.guest.catalogue.StructName;

/** A handle of a registry key. */
@StructName("hivex_node")
public record HivexNode(long hivexNodeH) {}
