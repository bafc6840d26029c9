/** Live guests through libvirt: connections, domains, their disks and statistics. */
@NullMarked
package org.guestscope.live;

import org.jspecify.annotations.NullMarked;
