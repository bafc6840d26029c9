package org.guestscope.appliance.session;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Knows the disks of libvirt's domains; given to a session by tools that link libvirt. */
public interface DomainDrives {
    /** Adds every disk of a domain to the session and returns how many there were. */
    int add(Session session, Request request) throws IOException;

    /**
     * What is asked for.
     *
     * @param uri libvirt's connection, or null for the default
     * @param allowUuid whether {@code domain} may be a UUID
     * @param readOnlyDisk what becomes of disks that are read-only in the domain: {@code error}, {@code read},
     *     {@code write} or {@code ignore}
     */
    record Request(
            String domain,
            @Nullable String uri,
            boolean readOnly,
            @Nullable String iface,
            boolean allowUuid,
            String readOnlyDisk,
            @Nullable String cachemode,
            @Nullable String discard,
            boolean copyOnRead) {}
}
