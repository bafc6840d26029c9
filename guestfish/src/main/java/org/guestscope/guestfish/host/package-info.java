/**
 * The host's side of a session: current directory, environment, files and shell commands.
 *
 * <p>A Java process cannot change its own directory or environment, so {@link org.guestscope.guestfish.host.Host} keeps
 * both and everything that touches the host asks it. Names are raw strings.
 */
@NullMarked
package org.guestscope.guestfish.host;

import org.jspecify.annotations.NullMarked;
