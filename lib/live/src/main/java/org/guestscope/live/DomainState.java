package org.guestscope.live;

/**
 * What a domain is doing: {@code virDomainState} of {@code libvirt-domain.h}, whose names these are.
 */
public enum DomainState {
    NOSTATE(0),
    RUNNING(1),
    /** Alive, waiting for something to do; only Xen tells this from running. */
    BLOCKED(2),
    PAUSED(3),
    /** On its way to being shut off. */
    SHUTDOWN(4),
    SHUTOFF(5),
    CRASHED(6),
    /** Suspended by its own power management. */
    PMSUSPENDED(7);

    private static final DomainState[] ALL = values();

    private final int code;

    DomainState(int code) {
        this.code = code;
    }

    /** libvirt's number. */
    public int code() {
        return code;
    }

    /** The state of libvirt's number; {@link #NOSTATE} for numbers this release does not know. */
    public static DomainState of(int code) {
        for (DomainState state : ALL) {
            if (state.code == code) {
                return state;
            }
        }
        return NOSTATE;
    }
}
