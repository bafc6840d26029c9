/** Btrfs over one or several devices. {@link Btrfs} is the way in. */
@NullMarked
package org.guestscope.disk.fs.btrfs;

import org.jspecify.annotations.NullMarked;
