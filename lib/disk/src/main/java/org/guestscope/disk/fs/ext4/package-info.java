/**
 * ext2, ext3 and ext4, all as Linux's ext4 driver serves them. {@link Ext4} is the way in; a filesystem that was not
 * unmounted is seen through {@link JournalReplay}, which lays the journal's committed blocks over the disk in memory.
 *
 * @see <a href="https://docs.kernel.org/filesystems/ext4/">ext4 data structures</a>
 */
@NullMarked
package org.guestscope.disk.fs.ext4;

import org.jspecify.annotations.NullMarked;
