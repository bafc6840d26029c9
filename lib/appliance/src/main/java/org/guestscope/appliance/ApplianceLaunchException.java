package org.guestscope.appliance;

import org.jspecify.annotations.Nullable;

/** QEMU is missing, too old, or did not bring the appliance to its first answer. */
public final class ApplianceLaunchException extends ApplianceException {

    private static final long serialVersionUID = 1L;

    ApplianceLaunchException(String message, String nextStep, String details, @Nullable Throwable cause) {
        super(message, nextStep, details, cause);
    }

    ApplianceLaunchException(String message, String nextStep) {
        this(message, nextStep, "", null);
    }
}
