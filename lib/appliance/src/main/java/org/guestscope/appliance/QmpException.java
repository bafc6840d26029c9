package org.guestscope.appliance;

import java.io.IOException;

/** QEMU refused a command of its control socket. */
final class QmpException extends IOException {

    private static final long serialVersionUID = 1L;

    private final String description;

    QmpException(String command, String description) {
        super(command + ": " + description);
        this.description = description;
    }

    /** QEMU's own words. */
    String description() {
        return description;
    }
}
