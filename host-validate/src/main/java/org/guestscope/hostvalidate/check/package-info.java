/**
 * The checks beyond those of libvirt's tool. A {@link org.guestscope.hostvalidate.check.Check} reads its evidence, a
 * small record, from a host and judges it apart from that, so that tests judge captured evidence. Each group of checks
 * is a class ({@code MemoryChecks} and so on) that holds its evidence records and lists its checks; {@link
 * org.guestscope.hostvalidate.check.Catalogue} puts the groups in order. To add a check, write its record and its line
 * in the list of its group's class; the table in docs/host-validate.md is made from the catalogue.
 */
@NullMarked
package org.guestscope.hostvalidate.check;

import org.jspecify.annotations.NullMarked;
