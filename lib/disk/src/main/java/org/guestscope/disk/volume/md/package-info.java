/**
 * Linux software RAID (md): superblocks of versions 0.90 and 1.0 to 1.2, and the arrays that mdadm would assemble from
 * the devices of a guest.
 *
 * <p>Start at {@link org.guestscope.disk.volume.md.MdArrays#assemble}.
 *
 * @see "include/uapi/linux/raid/md_p.h"
 */
@NullMarked
package org.guestscope.disk.volume.md;

import org.jspecify.annotations.NullMarked;
