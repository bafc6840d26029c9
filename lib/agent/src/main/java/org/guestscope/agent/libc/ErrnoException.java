package org.guestscope.agent.libc;

import java.io.IOException;

/** A system call failed. The message is {@code detail: strerror}. */
public final class ErrnoException extends IOException {

    private static final long serialVersionUID = 1;

    private final int errno;

    /** A failure of what {@code detail} says, with the system's reason. */
    public ErrnoException(String detail, int errno) {
        super(detail.isEmpty() ? Errno.text(errno) : detail + ": " + Errno.text(errno));
        this.errno = errno;
    }

    /** The error number. */
    public int errno() {
        return errno;
    }
}
