/** guestfish: the guest filesystem shell. */
@NullMarked
package org.guestscope.guestfish;

import org.jspecify.annotations.NullMarked;
