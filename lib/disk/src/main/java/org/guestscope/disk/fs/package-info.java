/**
 * Filesystems: recognised by their signature, their usage computed from their own structures as the kernel's statfs
 * would report it after a read-only mount.
 */
@NullMarked
package org.guestscope.disk.fs;

import org.jspecify.annotations.NullMarked;
