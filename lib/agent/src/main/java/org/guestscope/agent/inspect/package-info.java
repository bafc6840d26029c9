/**
 * Finds the operating systems on the guest's disks. {@link org.guestscope.agent.inspect.InspectionActions} answers the
 * actions; an {@code Inspector} mounts one filesystem after the other, read-only, and a {@code Classifier} tells what each
 * is from the files that it holds. Everything read here was written by the guest and may be a lie: sizes are bounded, and
 * what cannot be read counts as absent.
 */
@NullMarked
package org.guestscope.agent.inspect;

import org.jspecify.annotations.NullMarked;
