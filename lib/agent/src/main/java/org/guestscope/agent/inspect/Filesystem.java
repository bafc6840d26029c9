package org.guestscope.agent.inspect;

import org.jspecify.annotations.Nullable;

/**
 * One filesystem and what it is for.
 *
 * @param mountable the device, or a subvolume of it
 * @param system what its files tell of the operating system, for a root or a {@code /usr}
 */
record Filesystem(String mountable, Role role, @Nullable OperatingSystem system) {

    /** What a filesystem is for. */
    enum Role {
        ROOT,
        USR,
        SWAP,
        OTHER
    }
}
