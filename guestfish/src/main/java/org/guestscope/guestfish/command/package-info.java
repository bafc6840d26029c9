/**
 * The commands of the shell itself, which no action of the catalogue does: editing, paging, copying trees, globbing,
 * events, help. {@link org.guestscope.guestfish.command.Builtins} lists them.
 */
@NullMarked
package org.guestscope.guestfish.command;

import org.jspecify.annotations.NullMarked;
