/**
 * Live guests through libvirt: connections, domains, their disks, and what a guest's own agent says.
 *
 * <p>Start at {@link org.guestscope.live.Connection}. Domains and disks are plain values; native handles never leave
 * this package, and are freed before the call that took them returns. Errors are
 * {@link org.guestscope.live.LiveException}s with libvirt's own words in them. Words are libvirt's: a <em>domain</em>
 * is a guest, a <em>node</em> the host it runs on.
 */
@NullMarked
package org.guestscope.live;

import org.jspecify.annotations.NullMarked;
