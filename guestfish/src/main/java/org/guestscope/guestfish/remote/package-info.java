/**
 * Remote control: {@code --listen} leaves a server behind, {@code --remote} sends it commands.
 *
 * <p>The server owns a Unix socket in a directory that only its user can enter. A connection carries one command: the
 * client sends {@link org.guestscope.guestfish.remote.RemoteCall}, the server sends what the command prints as it comes
 * and then whether it worked, so that the client's own standard output, pipe or file gets it in order.
 */
@NullMarked
package org.guestscope.guestfish.remote;

import org.jspecify.annotations.NullMarked;
