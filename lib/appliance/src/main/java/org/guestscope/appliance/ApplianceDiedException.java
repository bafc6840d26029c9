package org.guestscope.appliance;

import org.jspecify.annotations.Nullable;

/** QEMU or the agent went away while the appliance was in use. */
public final class ApplianceDiedException extends ApplianceException {

    private static final long serialVersionUID = 1L;

    ApplianceDiedException(String message, String nextStep, String details, @Nullable Throwable cause) {
        super(message, nextStep, details, cause);
    }

    ApplianceDiedException(String message, String nextStep) {
        this(message, nextStep, "", null);
    }
}
