/** virt-top: what the guests are doing. */
@NullMarked
package org.guestscope.virttop;

import org.jspecify.annotations.NullMarked;
