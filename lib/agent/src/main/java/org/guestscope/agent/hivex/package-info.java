/** libhivex, by its own names, and a handle around it that turns its errors into exceptions. */
@NullMarked
package org.guestscope.agent.hivex;

import org.jspecify.annotations.NullMarked;
