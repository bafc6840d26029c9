package org.guestscope.appliance;

import org.jspecify.annotations.Nullable;

/** No appliance is at hand and none could be built: packages, network, disk space or a broken appliance file. */
public final class ApplianceBuildException extends ApplianceException {

    private static final long serialVersionUID = 1L;

    ApplianceBuildException(String message, String nextStep, String details, @Nullable Throwable cause) {
        super(message, nextStep, details, cause);
    }

    ApplianceBuildException(String message, String nextStep) {
        this(message, nextStep, "", null);
    }
}
