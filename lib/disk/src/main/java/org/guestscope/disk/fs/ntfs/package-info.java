/** NTFS, with the figures ntfs-3g reports: from $Bitmap and from the bitmap of the master file table. */
@NullMarked
package org.guestscope.disk.fs.ntfs;

import org.jspecify.annotations.NullMarked;
