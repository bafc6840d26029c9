package org.guestscope.guestfish;

import org.guestscope.appliance.session.ApplianceLauncher;

/** The process's entry. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        Streams streams = Streams.ofProcess();
        int status = new Guestfish(streams, System.getenv(), new ApplianceLauncher(new BuildReport(streams.output())))
                .run(Arguments.raw(args));
        // Also ends threads that wait for input nobody will send.
        System.exit(status);
    }
}
