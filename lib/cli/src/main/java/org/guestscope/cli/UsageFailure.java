package org.guestscope.cli;

/** The command line itself was wrong; the reader is pointed to {@code --help}. The message is getopt's. */
public final class UsageFailure extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what was wrong, without the tool's name; empty when only the pointer to {@code --help} is to be
     *     printed
     */
    public UsageFailure(String message) {
        super(message);
    }

    @Override
    public String getMessage() {
        String message = super.getMessage();
        return message == null ? "" : message;
    }
}
