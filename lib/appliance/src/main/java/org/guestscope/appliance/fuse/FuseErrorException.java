package org.guestscope.appliance.fuse;

import java.io.IOException;

/** An operation failed with an error number of the system, which whoever called it is to get. */
public final class FuseErrorException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int errno;

    /** @param errno Linux's number, positive */
    public FuseErrorException(int errno, String message) {
        super(message);
        this.errno = errno;
    }

    int errno() {
        return errno;
    }
}
