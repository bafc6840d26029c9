package org.guestscope.guestfish.shell;

import java.util.List;

/** What carries commands out: this process, or a server. */
public interface CommandTarget {
    /**
     * Runs a command and reports its errors.
     *
     * @param mayFail whether the session goes on after a failure
     * @return whether it worked
     */
    boolean run(String word, List<String> parameters, boolean mayFail);
}
