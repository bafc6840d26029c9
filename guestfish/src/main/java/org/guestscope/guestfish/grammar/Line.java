package org.guestscope.guestfish.grammar;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a line asks for. */
public sealed interface Line {
    /** Whether the line began with {@code -}: its failure does not stop a script. */
    boolean mayFail();

    /** A blank line or a comment. */
    record Nothing(boolean mayFail) implements Line {}

    /** {@code !command}: run by the host's shell. */
    record HostCommand(String command, boolean mayFail) implements Line {}

    /** {@code <!command}: run by the host's shell, its output lines are commands. */
    record CommandSource(String command, boolean mayFail) implements Line {}

    /**
     * A guestfish command.
     *
     * @param word the command as typed
     * @param parameters the parameters after quoting and tilde expansion
     * @param pipe the host command that gets the output, or null
     */
    record Call(
            String word, List<String> parameters, @Nullable String pipe, boolean mayFail) implements Line {}
}
