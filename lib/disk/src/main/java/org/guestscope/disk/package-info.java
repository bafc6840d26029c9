/** Guest disks read without a virtual machine: image formats, partition tables, volumes and filesystems. */
@NullMarked
package org.guestscope.disk;

import org.jspecify.annotations.NullMarked;
