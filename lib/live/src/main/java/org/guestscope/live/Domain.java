package org.guestscope.live;

import java.util.OptionalInt;

/**
 * A domain as libvirt named it at one moment. It holds no handle: later questions look it up again by its UUID, and
 * find it gone if it is.
 *
 * @param name unique on its host; any text, to be sanitised before a terminal sees it
 * @param uuid in lower case with hyphens
 * @param id libvirt's number of the running domain; empty when it is not running
 */
public record Domain(String name, String uuid, OptionalInt id, DomainState state) {

    /** Whether a virtual machine exists for it: running, paused, blocked, ... */
    public boolean active() {
        return id.isPresent();
    }

    /** The same domain in another state. */
    Domain in(DomainState other) {
        return state == other ? this : new Domain(name, uuid, id, other);
    }
}
