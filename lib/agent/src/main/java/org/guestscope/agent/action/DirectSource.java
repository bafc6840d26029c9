package org.guestscope.agent.action;

import java.io.IOException;
import org.guestscope.agent.libc.Fd;

/** A stream whose beginning can be copied to a file without passing through Java's memory. */
public interface DirectSource {

    /**
     * Copies what it can, which may be nothing; the rest is read as from any stream.
     *
     * @param device whether {@code target} is a block device
     * @return the number of bytes copied
     */
    long copyTo(Fd target, boolean device, Step step) throws IOException;

    /** Told after each piece how many bytes are done; what it throws ends the copy. */
    @FunctionalInterface
    interface Step {
        void done(long bytes) throws IOException;
    }
}
