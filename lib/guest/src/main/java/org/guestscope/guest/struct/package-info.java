/**
 * Structs that actions give back, one record each. Components are named after the fields that guestfish prints
 * ({@code pvSize} is {@code pv_size}) and stand in the order in which it prints them.
 *
 * <p>Strings hold bytes, one per {@code char}.
 */
@NullMarked
package org.guestscope.guest.struct;

import org.jspecify.annotations.NullMarked;
