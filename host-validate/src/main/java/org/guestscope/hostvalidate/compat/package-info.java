/**
 * The report {@code virt-host-validate} gives, row for row: the labels, levels, order and columns of libvirt 9.0.0, and
 * with {@link org.guestscope.hostvalidate.compat.Edition#NEWER} those of later releases. Hints are our own. Each kind of
 * row is a record of its evidence with a method that judges it; the drivers ({@code QemuDriver} and so on) put them in
 * order. This is the start-up path: no streams, lambdas or formatters here.
 */
@NullMarked
package org.guestscope.hostvalidate.compat;

import org.jspecify.annotations.NullMarked;
