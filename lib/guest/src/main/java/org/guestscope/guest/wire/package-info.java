/**
 * The wire protocol between the host and the agent: frames, values, limits. {@code docs/protocol.md} tells it in full.
 *
 * <p>Both ends use these classes. A reader never trusts what it reads: every length is checked against a limit of
 * {@link Limits} and against what is left before anything is allocated, and a fault is a {@link WireException}.
 */
@NullMarked
package org.guestscope.guest.wire;

import org.jspecify.annotations.NullMarked;
