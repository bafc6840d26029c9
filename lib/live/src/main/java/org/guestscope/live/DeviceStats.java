package org.guestscope.live;

import org.jspecify.annotations.Nullable;

/**
 * One disk or interface of a domain at one moment.
 *
 * @param name the target name, e.g. {@code vda} or {@code vnet0}
 * @param path the image of a disk, where the driver tells
 */
public record DeviceStats<F extends Figure>(
        String name, @Nullable String path, Figures<F> figures) {}
