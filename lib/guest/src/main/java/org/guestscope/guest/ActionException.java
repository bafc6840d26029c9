package org.guestscope.guest;

import java.io.IOException;

/**
 * An action failed; the connection is as good as before.
 *
 * <p>The message has the shape {@code call_name: detail: reason}. It comes from the appliance, so it may hold any
 * bytes, one per {@code char}, and has to be made safe before a terminal sees it.
 */
public class ActionException extends IOException {

    private static final long serialVersionUID = 1;

    /** Linux's number for a call that was interrupted: what a cancelled action ends with. */
    public static final int EINTR = 4;

    /** Linux's number for what a system cannot do. */
    public static final int ENOTSUP = 95;

    private final String callName;
    private final int errno;

    /** A failure of {@code callName}: the action's name with underscores. */
    public ActionException(String callName, int errno, String detail) {
        super(callName + ": " + detail);
        this.callName = callName;
        this.errno = errno;
    }

    /** The action's name with underscores. */
    public String callName() {
        return callName;
    }

    /** The system's error number, or 0 when the failure was not one of the system. */
    public int errno() {
        return errno;
    }
}
