/**
 * virt-top: what the guests are doing.
 *
 * <p>Four steps, each in its place: hosts are sampled by {@code org.guestscope.live}, on threads of their own
 * ({@link org.guestscope.virttop.Sampler}); two samples make rates ({@code model}); rates become text lines
 * ({@code draw.Views}) that the screen colours ({@code draw}) and pipes get plain; streams, CSV, JSON and OpenMetrics
 * ({@code output}) read the model directly. {@link org.guestscope.virttop.Main} reads options and chooses among them.
 */
@NullMarked
package org.guestscope.virttop;

import org.jspecify.annotations.NullMarked;
