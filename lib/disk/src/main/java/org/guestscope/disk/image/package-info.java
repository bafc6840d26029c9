/**
 * Disk image formats: a file, and the files it refers to, seen as the disk the guest sees.
 *
 * <p>Start at {@link org.guestscope.disk.image.DiskImages#open}. One class a format maps guest offsets to bytes of its
 * file; everything that opens a file, decides a format, or follows a name found inside an image is in
 * {@link org.guestscope.disk.image.ImageOpener}, so that the rules for untrusted names stand in one place. What the guest
 * keeps on the disk (partitions, volumes) is not known here.
 */
@NullMarked
package org.guestscope.disk.image;

import org.jspecify.annotations.NullMarked;
