package org.guestscope.hostvalidate.probe;

/** KVM did not do what it should; the message says which request, and how it failed. */
final class KvmException extends Exception {
    private static final long serialVersionUID = 1;

    private final String reason;

    KvmException(String reason) {
        super(reason);
        this.reason = reason;
    }

    /** The message. */
    String reason() {
        return reason;
    }
}
