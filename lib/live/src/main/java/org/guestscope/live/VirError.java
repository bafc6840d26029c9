package org.guestscope.live;

import com.sun.jna.Pointer;
import org.guestscope.live.jna.Libvirt;

/**
 * Reads this thread's last {@code virError}: {@code int code; int domain; char *message; ...}.
 *
 * @see <a href="https://libvirt.org/html/libvirt-virterror.html">virterror.h</a>
 */
final class VirError {

    static final int NO_SUPPORT = 3;
    static final int INVALID_CONN = 6;
    static final int SYSTEM_ERROR = 38;
    static final int RPC = 39;
    static final int NO_DOMAIN = 42;
    static final int OPERATION_INVALID = 55;

    private static final int DOMAIN = 4;
    private static final int MESSAGE = 8;

    private VirError() {}

    /** The error of the call that just failed on this thread, with {@code what} was being done before it. */
    static LiveException.Refused last(String what) {
        Pointer error = Libvirt.virGetLastError();
        if (error == null) {
            return new LiveException.Refused(what, 0, 0, "libvirt gave no reason");
        }
        Pointer message = error.getPointer(MESSAGE);
        String text = message == null ? "libvirt gave no reason" : message.getString(0, "UTF-8");
        return new LiveException.Refused(what, error.getInt(0), error.getInt(DOMAIN), text.strip());
    }
}
