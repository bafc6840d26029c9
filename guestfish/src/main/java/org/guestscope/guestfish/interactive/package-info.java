/**
 * What only people at a terminal get: line editing, completion, history, colours, progress bars. Nothing outside of this
 * package uses jline, and nothing in it is loaded when guestfish is not interactive. Start at {@link
 * org.guestscope.guestfish.interactive.Console}.
 */
@NullMarked
package org.guestscope.guestfish.interactive;

import org.jspecify.annotations.NullMarked;
