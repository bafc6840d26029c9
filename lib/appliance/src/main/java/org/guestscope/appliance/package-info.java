/** The appliance: built from distribution packages, started under QEMU, snapshot and restored. */
@NullMarked
package org.guestscope.appliance;

import org.jspecify.annotations.NullMarked;
