/** virt-what: which platform this machine is. */
@NullMarked
package org.guestscope.virtwhat;

import org.jspecify.annotations.NullMarked;
