package org.guestscope.appliance.session;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a session tells its listeners, in alphabetical order of the names. */
public enum EventKind {
    /** Console output of the appliance. */
    APPLIANCE,
    /** The session is being closed. */
    CLOSE,
    /** An action is about to be called; the message is its name. */
    ENTER,
    /** The appliance has started. */
    LAUNCH_DONE,
    /** Diagnostics of this library. */
    LIBRARY,
    /** libvirt asks for credentials. */
    LIBVIRT_AUTH,
    /** A long action got further; has numbers instead of a message. */
    PROGRESS,
    /** The appliance has gone away. */
    SUBPROCESS_QUIT,
    /** A call or its result, when tracing. */
    TRACE,
    /** Something is wrong but the action goes on. */
    WARNING;

    /** The name in event sets: {@code launch_done}. */
    public String eventName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The first kind whose name begins with {@code prefix}, or null. */
    public static @Nullable EventKind find(String prefix) {
        for (EventKind kind : values()) {
            if (!prefix.isEmpty() && kind.eventName().startsWith(prefix.toLowerCase(Locale.ROOT))) {
                return kind;
            }
        }
        return null;
    }

    /** All kinds. */
    public static Set<EventKind> all() {
        return EnumSet.allOf(EventKind.class);
    }
}
