/**
 * The {@code host-validate} command: is this host fit for virtualization, and what to do if not. {@link
 * org.guestscope.hostvalidate.Main} parses options and prints; the rows of libvirt's tool are in {@code compat}, the
 * further checks in {@code check}, what both look at in {@code host}, and the virtual machine that tries KVM out in
 * {@code probe}.
 */
@NullMarked
package org.guestscope.hostvalidate;

import org.jspecify.annotations.NullMarked;
