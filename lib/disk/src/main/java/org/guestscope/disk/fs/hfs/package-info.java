/** HFS+, HFSX and HFS. Linux mounts them read-only whatever their journal holds, so the volume headers are all. */
@NullMarked
package org.guestscope.disk.fs.hfs;

import org.jspecify.annotations.NullMarked;
