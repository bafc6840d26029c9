package org.guestscope.guestfish.shell;

import java.io.IOException;
import java.util.List;

/**
 * A command of the shell itself.
 *
 * @param name the name with dashes
 * @param aliases further names
 * @param summary one line of help: lower case at the start, no full stop
 * @param usage its parameters, as shown after its name; empty for none
 * @param description more help, paragraphs separated by empty lines
 */
public record Builtin(String name, List<String> aliases, String summary, String usage, String description, Body body) {

    /** What the command does. */
    @FunctionalInterface
    public interface Body {
        /**
         * Runs it.
         *
         * @param word the command as typed
         * @throws CommandException when it fails for a reason of the shell
         * @throws IOException when an action fails
         */
        void run(Shell shell, String word, List<String> parameters) throws CommandException, IOException;
    }
}
