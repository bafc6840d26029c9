/** host-validate: is this host fit for virtualization. */
@NullMarked
package org.guestscope.hostvalidate;

import org.jspecify.annotations.NullMarked;
