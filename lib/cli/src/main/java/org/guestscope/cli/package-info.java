/** What the five commands share: option parsing, tables, units, progress and errors. */
@NullMarked
package org.guestscope.cli;

import org.jspecify.annotations.NullMarked;
