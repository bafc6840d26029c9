package org.guestscope.guestfish.shell;

import org.guestscope.guest.ProgressListener;

/** Shows how far long calls have come. */
public interface ProgressBar {
    /** A call begins. */
    ProgressListener begin();

    /** The call has ended; the bar goes away. */
    void end();
}
