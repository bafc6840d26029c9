/** F2FS: the newer of two checkpoints, unless fsync'ed nodes were written after it. */
@NullMarked
package org.guestscope.disk.fs.f2fs;

import org.jspecify.annotations.NullMarked;
