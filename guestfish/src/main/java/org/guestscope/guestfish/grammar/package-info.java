/**
 * The grammar of guestfish's lines and parameters: text in, values out, no side effects.
 *
 * <p>{@link org.guestscope.guestfish.grammar.LineGrammar} splits a line into command, parameters and pipe; {@link
 * org.guestscope.guestfish.grammar.Numbers}, {@link org.guestscope.guestfish.grammar.Booleans} and {@link
 * org.guestscope.guestfish.grammar.WordList} read single parameters. All strings are raw (see {@code
 * org.guestscope.guestfish.text}).
 */
@NullMarked
package org.guestscope.guestfish.grammar;

import org.jspecify.annotations.NullMarked;
