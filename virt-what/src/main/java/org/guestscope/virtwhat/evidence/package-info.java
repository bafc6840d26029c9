/**
 * What can be seen of the machine, without a judgement: files below a root, the hypervisor's CPUID signature, the SMBIOS
 * report, the machine's name, the mounts.
 *
 * <p>Start with {@link org.guestscope.virtwhat.evidence.Evidence}; it is gathered lazily, so a rule that never asks costs
 * nothing. {@link org.guestscope.virtwhat.evidence.MachineEvidence} looks at this machine, {@link
 * org.guestscope.virtwhat.evidence.TreeEvidence} at a directory that stands for one. Nothing here throws: what is
 * absent, unreadable, endless or damaged reads as absent, and {@link
 * org.guestscope.virtwhat.evidence.Root#unreadable()} remembers what exists but may not be read.
 *
 * <p>This code runs in every start: no lambdas, streams, regular expressions or {@code String.format} on the way.
 */
@NullMarked
package org.guestscope.virtwhat.evidence;

import org.jspecify.annotations.NullMarked;
