package org.guestscope.guestfish.grammar;

/** A line or parameter that breaks the grammar. The message is complete and ready to be printed. */
public final class GrammarException extends Exception {
    private static final long serialVersionUID = 1L;

    public GrammarException(String message) {
        super(message);
    }
}
