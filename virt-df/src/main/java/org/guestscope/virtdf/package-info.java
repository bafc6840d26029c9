/**
 * virt-df: how full the filesystems of guests are.
 *
 * <p>{@link org.guestscope.virtdf.Main} hands over to {@code VirtDf}: {@code Options} and {@code CommandLine} make
 * {@code Settings}; {@code GuestList} (and {@code LibvirtGuests}, loaded only for domains) makes {@code Guest}s; {@code
 * GuestRunner} has a {@code GuestReader} look into them in parallel, which asks an {@code ApplianceReader} for what disks do not
 * say by themselves; each {@code GuestReport} goes to a {@code Report}:
 * the peer's table or CSV, chosen columns, JSON or OpenMetrics.
 */
@NullMarked
package org.guestscope.virtdf;

import org.jspecify.annotations.NullMarked;
