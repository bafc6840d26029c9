/**
 * Files and programs of this host by names of any bytes.
 *
 * <p>The JDK encodes names by the locale's character set and has none for the rest: a name that is not UTF-8, or any name
 * beyond ASCII in the C locale. {@link org.guestscope.appliance.host.HostPath} leads to such files,
 * {@link org.guestscope.appliance.host.HostCommand} starts programs with such words. Names are byte strings, one char a
 * byte.
 */
@NullMarked
package org.guestscope.appliance.host;

import org.jspecify.annotations.NullMarked;
