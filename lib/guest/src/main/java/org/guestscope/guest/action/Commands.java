package org.guestscope.guest.action;

import java.io.IOException;
import java.util.List;
import org.guestscope.guest.catalogue.Action;
import org.guestscope.guest.catalogue.Family;

/** Runs programs of the guest. */
@Family(title = "commands")
public interface Commands {

    @Action(name = "command", since = "1.9.1", summary = "run a program of the guest, giving its output")
    String command(List<String> arguments) throws IOException;

    @Action(name = "command-lines", since = "1.9.1", summary = "run a program of the guest, giving its output in lines")
    List<String> commandLines(List<String> arguments) throws IOException;

    @Action(name = "sleep", since = "1.0.41", summary = "wait some seconds")
    void sleep(int secs) throws IOException;

    @Action(name = "sh", since = "1.0.50", summary = "run a shell command line in the guest, giving its output")
    String sh(String command) throws IOException;

    @Action(
            name = "sh-lines",
            since = "1.0.50",
            summary = "run a shell command line in the guest, giving its output in lines")
    List<String> shLines(String command) throws IOException;

    @Action(name = "echo-daemon", since = "1.0.69", summary = "send words to the agent and get them back in one line")
    String echoDaemon(List<String> words) throws IOException;
}
