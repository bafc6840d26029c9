/**
 * Disks that {@code -N} makes for a session: the types, their parameters, the file, and what is put on it after launch.
 * Start at {@link org.guestscope.guestfish.prepared.PreparedDisk}.
 */
@NullMarked
package org.guestscope.guestfish.prepared;

import org.jspecify.annotations.NullMarked;
