/**
 * XFS, versions 4 and 5. {@link Xfs} is the way in; {@link LogState} tells whether the log was left clean, and
 * {@link LogReplay} what it would change.
 *
 * @see <a href="https://mirrors.edge.kernel.org/pub/linux/utils/fs/xfs/docs/xfs_filesystem_structure.pdf">XFS
 *     Algorithms and Data Structures</a>
 */
@NullMarked
package org.guestscope.disk.fs.xfs;

import org.jspecify.annotations.NullMarked;
