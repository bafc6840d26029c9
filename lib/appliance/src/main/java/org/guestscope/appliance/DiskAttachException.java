package org.guestscope.appliance;

import org.jspecify.annotations.Nullable;

/** A disk could not be opened, or QEMU or the guest refused it. */
public final class DiskAttachException extends ApplianceException {

    private static final long serialVersionUID = 1L;

    DiskAttachException(String message, String nextStep, String details, @Nullable Throwable cause) {
        super(message, nextStep, details, cause);
    }

    DiskAttachException(String message, String nextStep) {
        this(message, nextStep, "", null);
    }
}
