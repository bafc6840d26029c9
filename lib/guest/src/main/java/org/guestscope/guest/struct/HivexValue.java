package org.guestscope.guest.struct;

import org.guestscope.guest.catalogue.StructName;

/** A handle of a registry value. */
@StructName("hivex_value")
public record HivexValue(long hivexValueH) {}
