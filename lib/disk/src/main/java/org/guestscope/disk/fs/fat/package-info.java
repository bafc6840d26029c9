/** FAT12, FAT16 and FAT32 as Linux's vfat driver counts them. */
@NullMarked
package org.guestscope.disk.fs.fat;

import org.jspecify.annotations.NullMarked;
