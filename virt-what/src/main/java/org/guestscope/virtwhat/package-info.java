/**
 * virt-what: which platform this machine is.
 *
 * <p>{@link org.guestscope.virtwhat.Main} reads the command line, has {@code evidence} and {@code facts} do the work and
 * prints the result; {@code Arguments} is the command line, {@code Report} the forms of output. The plain lines come out
 * without any library being loaded; help, JSON and CPUID by instruction load theirs when they are needed.
 */
@NullMarked
package org.guestscope.virtwhat;

import org.jspecify.annotations.NullMarked;
