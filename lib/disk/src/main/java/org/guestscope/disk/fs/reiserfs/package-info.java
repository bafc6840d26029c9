/** Reiserfs 3.5 and 3.6; the superblock is the newest committed one, from the journal if need be. */
@NullMarked
package org.guestscope.disk.fs.reiserfs;

import org.jspecify.annotations.NullMarked;
