/**
 * Between Java calls and wire values: {@link org.guestscope.guest.call.ValueMapper} converts,
 * {@link org.guestscope.guest.call.ActionInvoker} calls a declared method by its definition. The agent uses it for the
 * actions of the guest, guestfish for those of the host.
 */
@NullMarked
package org.guestscope.guest.call;

import org.jspecify.annotations.NullMarked;
