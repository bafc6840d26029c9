package org.guestscope.guestfish.shell;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Where the lines of a session come from. Lines are byte strings without their newline. */
public interface LineSource {
    /** The next line of commands, or null at the end. */
    @Nullable String line() throws IOException;

    /** A line that is data of a command: not counted, not remembered. Null at the end. */
    @Nullable String dataLine() throws IOException;

    /** How many lines of commands (and keys) were read; what {@code FILE:LINE:} says. */
    int lineNumber();

    /** Everything that has not been read yet. */
    InputStream rest();
}
