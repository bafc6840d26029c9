/**
 * Disks read through QEMU: those of the network, and files of formats that are rare. A private {@code qemu-nbd} serves one
 * disk on a socket that nobody else can reach, read-only, and ends with its only connection.
 *
 * <p>Start at {@link org.guestscope.disk.image.nbd.QemuNbd#serve}. QEMU is given no more than it must parse: for a disk of
 * the network that is the network's protocol alone, while the image's format is read by {@link org.guestscope.disk.image}.
 */
@NullMarked
package org.guestscope.disk.image.nbd;

import org.jspecify.annotations.NullMarked;
