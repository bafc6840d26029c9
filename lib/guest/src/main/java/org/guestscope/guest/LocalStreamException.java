package org.guestscope.guest;

import java.io.IOException;

/** Tells a failure of the caller's own stream from one of the connection. */
final class LocalStreamException extends IOException {

    private static final long serialVersionUID = 1;

    private final IOException failure;

    LocalStreamException(IOException failure) {
        super(failure);
        this.failure = failure;
    }

    IOException cause() {
        return failure;
    }
}
