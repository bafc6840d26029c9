package org.guestscope.guestfish.prepared;

/** A prepared disk could not be filled. */
public final class PreparationException extends Exception {
    private static final long serialVersionUID = 1L;

    public PreparationException(String message) {
        super(message);
    }
}
