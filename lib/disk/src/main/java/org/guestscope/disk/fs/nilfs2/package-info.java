/** NILFS2, a log of checkpoints: the newest super root tells how many segments are free. */
@NullMarked
package org.guestscope.disk.fs.nilfs2;

import org.jspecify.annotations.NullMarked;
