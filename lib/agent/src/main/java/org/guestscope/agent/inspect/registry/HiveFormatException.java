package org.guestscope.agent.inspect.registry;

import java.io.IOException;

/** A file is not a registry hive, or a damaged one. */
public final class HiveFormatException extends IOException {

    private static final long serialVersionUID = 1L;

    HiveFormatException(String message) {
        super(message);
    }
}
