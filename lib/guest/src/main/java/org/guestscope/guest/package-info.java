/**
 * The guest API: what can be asked of a guest's disks, and the connection over which it is asked.
 *
 * <p>Start with {@link org.guestscope.guest.GuestConnection}. The actions are declared in
 * {@link org.guestscope.guest.action}, once each; {@link org.guestscope.guest.catalogue} reads the declarations,
 * {@link org.guestscope.guest.call} turns Java calls into wire values and back, and
 * {@link org.guestscope.guest.wire} is the protocol.
 *
 * <p><b>Strings are bytes.</b> File names, labels and texts of a guest have no charset that could be trusted, so every
 * {@code String} of the action interfaces and structs carries bytes, one per {@code char} (ISO 8859-1). ASCII literals
 * need no thought; text of people goes through {@link org.guestscope.guest.call.ByteText}.
 */
@NullMarked
package org.guestscope.guest;

import org.jspecify.annotations.NullMarked;
