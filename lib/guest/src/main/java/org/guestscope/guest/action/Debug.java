package org.guestscope.guest.action;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.guestscope.guest.catalogue.Action;
import org.guestscope.guest.catalogue.Family;

/** Looks inside the appliance. */
@Family(title = "debugging")
public interface Debug {

    /** Lets the agent end without an answer, for tests of what follows. The appliance goes down with it. */
    @Action(name = "internal-exit", since = "1.23.30", summary = "make the agent exit, to test what follows")
    void internalExit() throws IOException;

    /**
     * Looks inside the appliance, for people who work on it. What there is may change.
     *
     * @param subcmd {@code help} lists them: {@code sh} runs a command of the appliance, which finds the guest's files below
     *     {@code $root}; {@code ls}, {@code ll}, {@code env}, {@code fds}, {@code ldd} and {@code mem} look around;
     *     {@code print} and {@code spew} write to the console; {@code error} and {@code progress} are for tests
     * @param extraargs parameters of the command
     * @return what it says
     */
    @Action(name = "debug", since = "1.0.11", summary = "look inside the appliance")
    String debug(String subcmd, List<String> extraargs) throws IOException;

    /**
     * Copies a file of the host into the appliance itself, not into the guest.
     *
     * @param filename the file to read
     * @param tmpname the path in the appliance
     * @param mode permission bits of the new file; octal with a leading 0
     */
    @Action(name = "debug-upload", since = "1.3.5", summary = "copy a host file into the appliance itself")
    void debugUpload(InputStream filename, String tmpname, int mode) throws IOException;
}
