/**
 * A guest's disks put together: which devices a Linux kernel would show for them, under which names, and what each holds
 * as bytes.
 *
 * <p>Start at {@link org.guestscope.disk.guest.GuestLayout#of}. What filesystem a device holds is the question of {@link
 * org.guestscope.disk.fs}.
 */
@NullMarked
package org.guestscope.disk.guest;

import org.jspecify.annotations.NullMarked;
