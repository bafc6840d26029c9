package org.guestscope.guest.action;

import java.io.IOException;
import java.util.List;
import org.guestscope.guest.catalogue.Action;
import org.guestscope.guest.catalogue.Family;

/** Runs programs of the guest. */
@Family(title = "commands")
public interface Commands {

    /**
     * Runs a program of the guest in the guest's tree, with {@code /dev}, {@code /proc} and {@code /sys} of the
     * appliance. It has to be made for the appliance's processor. A status other than 0 is an error with what the
     * program said on standard error. Programs of a guest you do not trust run in the appliance only, but may change
     * every disk that is attached.
     *
     * <pre>{@code
     * command "ls -l /root"
     * }</pre>
     *
     * @param arguments the program and its parameters, as one list
     * @return what it wrote to standard output
     */
    @Action(name = "command", since = "1.9.1", summary = "run a program of the guest, giving its output")
    String command(List<String> arguments) throws IOException;

    /**
     * Runs a program of the guest as {@code command} does.
     *
     * @param arguments the program and its parameters, as one list
     * @return the lines that it wrote to standard output
     */
    @Action(name = "command-lines", since = "1.9.1", summary = "run a program of the guest, giving its output in lines")
    List<String> commandLines(List<String> arguments) throws IOException;

    /** Waits {@code secs} seconds. */
    @Action(name = "sleep", since = "1.0.41", summary = "wait some seconds")
    void sleep(int secs) throws IOException;

    /**
     * Runs a command line with the guest's {@code /bin/sh}, under the conditions of {@code command}; wildcards, pipes
     * and redirections work.
     *
     * <pre>{@code
     * sh "rpm -qa | sort"
     * }</pre>
     *
     * @param command the command line
     * @return what it wrote to standard output
     */
    @Action(name = "sh", since = "1.0.50", summary = "run a shell command line in the guest, giving its output")
    String sh(String command) throws IOException;

    /**
     * Runs a command line with the guest's {@code /bin/sh}, as {@code sh} does.
     *
     * @param command the command line
     * @return the lines that it wrote to standard output
     */
    @Action(
            name = "sh-lines",
            since = "1.0.50",
            summary = "run a shell command line in the guest, giving its output in lines")
    List<String> shLines(String command) throws IOException;

    /** Sends words to the agent and back, a test of the way there. Returns {@code words} joined by blanks. */
    @Action(name = "echo-daemon", since = "1.0.69", summary = "send words to the agent and get them back in one line")
    String echoDaemon(List<String> words) throws IOException;
}
