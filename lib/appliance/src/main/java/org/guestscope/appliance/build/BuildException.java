package org.guestscope.appliance.build;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The appliance could not be built; {@link #nextStep} says what the user can do about it. */
public final class BuildException extends IOException {

    private static final long serialVersionUID = 1L;

    private final String nextStep;
    private final String details;

    BuildException(String message, String nextStep, String details, @Nullable Throwable cause) {
        super(message, cause);
        this.nextStep = nextStep;
        this.details = details;
    }

    BuildException(String message, String nextStep) {
        this(message, nextStep, "", null);
    }

    /** What to do about it, a sentence. */
    public String nextStep() {
        return nextStep;
    }

    /** The last lines of what the failing program said; empty when no program failed. */
    public String details() {
        return details;
    }
}
