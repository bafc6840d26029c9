package org.guestscope.appliance.session;

import java.util.List;

/**
 * Something that happened in a session.
 *
 * @param message raw text; empty for progress
 * @param numbers for progress: the call's number, its serial, position, total; else empty
 */
public record Event(EventKind kind, String message, List<Long> numbers) {
    static Event of(EventKind kind, String message) {
        return new Event(kind, message, List.of());
    }
}
