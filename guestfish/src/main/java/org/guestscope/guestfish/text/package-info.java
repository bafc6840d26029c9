/**
 * Byte strings in messages.
 *
 * <p>Script lines, file names and results travel through guestfish as byte strings, {@code String}s with one char for
 * each byte, as in {@link org.guestscope.guest.call.ByteText}: guest file names need not be valid in any character set.
 */
@NullMarked
package org.guestscope.guestfish.text;

import org.jspecify.annotations.NullMarked;
