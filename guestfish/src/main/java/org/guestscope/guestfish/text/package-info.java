/**
 * Byte strings: how script lines, file names and results travel through guestfish unchanged.
 *
 * <p>A <em>raw</em> string is a {@code String} with one char for each byte (ISO 8859-1). Guest file names and file
 * contents need not be valid in any character set, so guestfish never decodes them; {@link
 * org.guestscope.guestfish.text.RawText} is the only door in and out.
 */
@NullMarked
package org.guestscope.guestfish.text;

import org.jspecify.annotations.NullMarked;
