/**
 * libvirt's C interface as it is: one native method a function, under the C name and with the C parameters.
 *
 * <p>Nothing here decides or decodes; {@code org.guestscope.live} does. The classes use JNA's direct mapping, which
 * costs one registration at the first use and then a plain native call, and are loaded by
 * {@link org.guestscope.live.jna.LibvirtLibrary#load()} only, so that a program that never asks for a domain never
 * touches libvirt. Pointers are {@code Pointer}, {@code char **} and the like are {@code PointerByReference}; C
 * structures travel as byte arrays of their size on a 64-bit Linux, which is the only data model supported.
 *
 * <p>Mirrors {@code libvirt/libvirt-host.h}, {@code libvirt-domain.h}, {@code libvirt-storage.h},
 * {@code libvirt-event.h} and {@code virterror.h} as of libvirt 5.7, the oldest release with all calls used.
 */
@NullMarked
package org.guestscope.live.jna;

import org.jspecify.annotations.NullMarked;
