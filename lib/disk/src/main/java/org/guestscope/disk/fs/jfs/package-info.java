/** JFS. Linux replays no JFS log; a read-only mount shows the maps as they are. */
@NullMarked
package org.guestscope.disk.fs.jfs;

import org.jspecify.annotations.NullMarked;
