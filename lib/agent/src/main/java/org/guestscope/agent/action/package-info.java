/**
 * The actions of the guest, one class for each family of {@link org.guestscope.guest.action}.
 *
 * <p>Arguments arrive checked: paths are absolute and something is mounted, devices exist under the name given. Failures
 * are thrown as they come ({@link org.guestscope.agent.libc.ErrnoException},
 * {@link org.guestscope.agent.child.ChildException}); the session puts the action's name before them. There are more than
 * thirty classes because there are that many families.
 */
@NullMarked
package org.guestscope.agent.action;

import org.jspecify.annotations.NullMarked;
