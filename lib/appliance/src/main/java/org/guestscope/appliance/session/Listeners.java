package org.guestscope.appliance.session;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The listeners of a session, in the order of their handles. */
final class Listeners {
    private final List<Registration> registrations = new ArrayList<>();
    private int nextHandle;

    private record Registration(int handle, Set<EventKind> kinds, EventListener listener) {}

    /** Registers a listener; handles count from 0 and are never used again. */
    synchronized int add(Set<EventKind> kinds, EventListener listener) {
        Set<EventKind> copy = EnumSet.noneOf(EventKind.class);
        copy.addAll(kinds);
        registrations.add(new Registration(nextHandle, copy, listener));
        return nextHandle++;
    }

    synchronized void remove(int handle) {
        registrations.removeIf(registration -> registration.handle == handle);
    }

    /** Tells everybody who asked; false when nobody did. */
    boolean fire(Event event) {
        List<Registration> now;
        synchronized (this) {
            now = registrations.stream()
                    .filter(registration -> registration.kinds.contains(event.kind()))
                    .toList();
        }
        now.forEach(registration -> registration.listener.on(event));
        return !now.isEmpty();
    }
}
