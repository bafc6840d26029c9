/** The other end of the guest API: implements its actions inside the appliance. */
@NullMarked
package org.guestscope.agent;

import org.jspecify.annotations.NullMarked;
