/** libtsk of the Sleuth Kit, by its own names, and a walk over a filesystem that is not mounted. */
@NullMarked
package org.guestscope.agent.tsk;

import org.jspecify.annotations.NullMarked;
