/** Filesystems that are written once: squashfs, EROFS, romfs. Their superblocks say all there is to say. */
@NullMarked
package org.guestscope.disk.fs.readonly;

import org.jspecify.annotations.NullMarked;
