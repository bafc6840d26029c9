/**
 * The few calls of the C library a full-screen program needs and the JDK does not have, under their C names, by JNA's
 * direct mapping. Values are those of Linux on x86-64, arm64, riscv64 and s390x, which share them.
 */
@NullMarked
package org.guestscope.virttop.jna;

import org.jspecify.annotations.NullMarked;
