/** The journal reader of libsystemd, by its own names, and a handle around it that turns its errors into exceptions. */
@NullMarked
package org.guestscope.agent.journal;

import org.jspecify.annotations.NullMarked;
