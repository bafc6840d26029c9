/** virt-df: the free space of guests. */
@NullMarked
package org.guestscope.virtdf;

import org.jspecify.annotations.NullMarked;
