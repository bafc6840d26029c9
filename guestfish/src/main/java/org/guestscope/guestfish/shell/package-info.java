/**
 * The shell's engine: where lines come from, how a command becomes a call, and how its result is printed.
 *
 * <p>Start at {@link org.guestscope.guestfish.shell.Shell}. Commands of the shell itself are in {@code
 * org.guestscope.guestfish.command}; everything else is found in the catalogue of actions.
 */
@NullMarked
package org.guestscope.guestfish.shell;

import org.jspecify.annotations.NullMarked;
