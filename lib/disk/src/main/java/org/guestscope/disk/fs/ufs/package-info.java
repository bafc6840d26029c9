/** The filesystem of the BSDs, as far as Linux mounts it without being told which one it is. {@link Ufs} is the way in. */
@NullMarked
package org.guestscope.disk.fs.ufs;

import org.jspecify.annotations.NullMarked;
