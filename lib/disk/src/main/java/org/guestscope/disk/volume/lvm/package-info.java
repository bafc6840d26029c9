/**
 * LVM2: labels and text metadata of physical volumes, and the logical volumes that come of them.
 *
 * <p>Start at {@link org.guestscope.disk.volume.lvm.LogicalVolumes#activate}. {@code LvmText} reads the text's grammar,
 * {@code VolumeGroup} its meaning, {@code SegmentMapper} turns segments into devices. Volumes whose data can only be found
 * by what their drivers remember beside the metadata (writeback caches, VDO, integrity) are named, not read.
 */
@NullMarked
package org.guestscope.disk.volume.lvm;

import org.jspecify.annotations.NullMarked;
