/**
 * The C library, by its own names, and little around it.
 *
 * <p>{@link Libc} declares functions, each safe to call from any thread: arrays are copied or pinned for the time of the
 * call, no pointer is kept, and descriptors belong to {@link Fd}. Paths go in as bytes. A failed call becomes an
 * {@link ErrnoException}.
 */
@NullMarked
package org.guestscope.agent.libc;

import org.jspecify.annotations.NullMarked;
