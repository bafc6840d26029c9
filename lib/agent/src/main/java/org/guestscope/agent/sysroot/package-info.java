/**
 * Paths of the guest. {@link Sysroot} opens them so that neither {@code ..} nor a symbolic link of the guest leads out of
 * the directory below which the guest's filesystems are mounted.
 */
@NullMarked
package org.guestscope.agent.sysroot;

import org.jspecify.annotations.NullMarked;
