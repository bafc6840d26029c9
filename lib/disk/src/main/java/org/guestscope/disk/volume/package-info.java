/**
 * Volumes put together from several devices: how RAID levels, stripes and concatenations place their data.
 *
 * <p>The classes here know geometry alone. The two managers that use it, with their metadata on disk, are in
 * {@code md} (Linux software RAID) and {@code lvm} (LVM2) below.
 */
@NullMarked
package org.guestscope.disk.volume;

import org.jspecify.annotations.NullMarked;
