/** The configuration files, whose only setting is {@code read_only}. */
@NullMarked
package org.guestscope.guestfish.config;

import org.jspecify.annotations.NullMarked;
