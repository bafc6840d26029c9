/**
 * guestfish's command line: the option table, and what {@code -a}, {@code -m} and {@code
 * --key} arguments mean. Parsed by {@link org.guestscope.cli.GetOpt}.
 *
 * <p>Start at {@link org.guestscope.guestfish.option.OptionReader}; the result is {@link
 * org.guestscope.guestfish.option.Options}.
 */
@NullMarked
package org.guestscope.guestfish.option;

import org.jspecify.annotations.NullMarked;
