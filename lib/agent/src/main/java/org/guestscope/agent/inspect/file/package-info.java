/** Files of the filesystem under inspection, read with bounds on everything. */
@NullMarked
package org.guestscope.agent.inspect.file;

import org.jspecify.annotations.NullMarked;
