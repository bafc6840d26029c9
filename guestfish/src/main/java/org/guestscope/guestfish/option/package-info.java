/**
 * guestfish's command line: a GNU-style option reader, the option table, and what {@code -a}, {@code -m} and {@code
 * --key} arguments mean.
 *
 * <p>Not picocli: the peer's scripts lean on getopt_long to the letter (permutation, abbreviated long options, optional
 * arguments, options whose meaning depends on the ones before them), and start-up time matters. Start at {@link
 * org.guestscope.guestfish.option.OptionReader}; the result is {@link org.guestscope.guestfish.option.Options}.
 */
@NullMarked
package org.guestscope.guestfish.option;

import org.jspecify.annotations.NullMarked;
