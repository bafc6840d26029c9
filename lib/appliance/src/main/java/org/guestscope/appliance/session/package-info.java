/**
 * A session with guest disks: drives are added, the appliance is launched, actions are called.
 *
 * <p>{@link org.guestscope.appliance.session.Session} is the one handle that tools use. It carries out the actions that
 * the catalogue marks for the host (drives, settings, image files) itself and passes all others to the appliance's
 * agent. Strings that hold names or data are raw: one byte per {@code char}.
 */
@NullMarked
package org.guestscope.appliance.session;

import org.jspecify.annotations.NullMarked;
