package org.guestscope.appliance;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The appliance could not be made, started, given a disk, or kept alive.
 *
 * <p>The message is one line that says what failed, on what and why; {@link #nextStep} is what the user can do about
 * it, and {@link #details} the lines that prove it (QEMU's stderr, the end of the guest's console).
 */
public sealed class ApplianceException extends IOException
        permits ApplianceBuildException, ApplianceLaunchException, ApplianceDiedException, DiskAttachException {

    private static final long serialVersionUID = 1L;

    private final String nextStep;
    private final String details;

    ApplianceException(String message, String nextStep, String details, @Nullable Throwable cause) {
        super(message, cause);
        this.nextStep = nextStep;
        this.details = details;
    }

    /** What to do about it, a sentence; empty when there is nothing better to say than the message. */
    public String nextStep() {
        return nextStep;
    }

    /** Lines of evidence, oldest first, each ended by a newline; guest text with control characters removed. */
    public String details() {
        return details;
    }
}
