package org.guestscope.guest.wire;

import java.io.IOException;

/** The other side of a connection sent what the protocol does not allow. */
public final class WireException extends IOException {

    private static final long serialVersionUID = 1;

    /** A fault of the structure {@code what}. */
    public WireException(String what, String why) {
        super("bad " + what + ": " + why);
    }
}
