/**
 * The appliance: a small virtual machine that meets guest file systems in the host's stead.
 *
 * <p>Start at {@link org.guestscope.appliance.Appliance}, the running machine; {@link
 * org.guestscope.appliance.ApplianceImage} is what it boots from. What the agent in it does is
 * {@code lib/agent}, how it is spoken to is {@code lib/guest}.
 */
@NullMarked
package org.guestscope.appliance;

import org.jspecify.annotations.NullMarked;
