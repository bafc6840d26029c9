package org.guestscope.guestfish;

import org.guestscope.guestfish.shell.Output;

/** The process's entry. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        Streams streams = Streams.ofProcess();
        int status = new Guestfish(streams, System.getenv()).run(Arguments.raw(args));
        Output output = streams.output();
        output.finish();
        // Also ends threads that wait for input nobody will send.
        System.exit(status);
    }
}
