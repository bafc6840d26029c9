/**
 * Makes the files an appliance boots from: a kernel, an initial file system and a read-only root image.
 *
 * <p>Start at {@link org.guestscope.appliance.build.ApplianceBuilder}. The contents come from the host distribution's
 * packages, fetched and verified by its own package manager in a private state directory, unpacked here without root
 * and without running any maintainer script; what such scripts would have made, {@code RootTree} and {@code
 * SystemFiles} make. Programs of the unpacked tree that the build itself needs (jlink, mkfs.erofs, depmod) run through
 * the tree's own loader, so the host needs none of them.
 */
@NullMarked
package org.guestscope.appliance.build;

import org.jspecify.annotations.NullMarked;
