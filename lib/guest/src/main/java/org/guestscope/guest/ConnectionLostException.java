package org.guestscope.guest;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The appliance went away or broke the protocol; the connection is of no more use. */
public final class ConnectionLostException extends IOException {

    private static final long serialVersionUID = 1;

    /** Says during which call, by its name with underscores or another word, and why. */
    public ConnectionLostException(String during, String why, @Nullable Throwable cause) {
        super(during + ": " + why, cause);
    }
}
