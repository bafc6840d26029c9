/**
 * The agent: carries out the actions of the guest API inside the appliance.
 *
 * <p>{@link org.guestscope.agent.Main} opens the port to the host and hands it to a {@link Session}, which reads frames
 * on one thread and carries calls out on another. {@link Families} knows which object of
 * {@link org.guestscope.agent.action} implements which family. Below them stand
 * {@link org.guestscope.agent.sysroot} (paths of the guest), {@link org.guestscope.agent.device} (its devices),
 * {@link org.guestscope.agent.child} (programs) and {@link org.guestscope.agent.libc} (system calls).
 *
 * <p>What it reads from a guest can be hostile. It never leaves the sysroot by a guest's symbolic links, runs programs
 * without a shell, and its own failures are answers, not crashes.
 */
@NullMarked
package org.guestscope.agent;

import org.jspecify.annotations.NullMarked;
