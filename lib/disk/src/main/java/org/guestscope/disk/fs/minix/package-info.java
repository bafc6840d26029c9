/** Minix and SCO BFS: bitmaps and an inode table, without a journal. */
@NullMarked
package org.guestscope.disk.fs.minix;

import org.jspecify.annotations.NullMarked;
