package org.guestscope.guestfish;

import java.util.HashMap;
import java.util.Map;
import org.guestscope.appliance.session.ApplianceLauncher;

/** The process's entry. */
public final class Main {
    private static final String LOCALE = "LC_ALL";
    private static final String REPLACED_LOCALE = "GUESTSCOPE_LC_ALL";

    private Main() {}

    public static void main(String[] args) {
        Streams streams = Streams.ofProcess();
        int status = new Guestfish(
                        streams, environment(System.getenv()), new ApplianceLauncher(new BuildReport(streams.output())))
                .run(Arguments.raw(args));
        // Also ends threads that wait for input nobody will send.
        System.exit(status);
    }

    /** The environment as the user has it: the launcher may have replaced a locale that Java cannot name files in. */
    static Map<String, String> environment(Map<String, String> ofProcess) {
        String locale = ofProcess.get(REPLACED_LOCALE);
        if (locale == null) {
            return ofProcess;
        }
        Map<String, String> environment = new HashMap<>(ofProcess);
        environment.remove(REPLACED_LOCALE);
        if (locale.isEmpty()) {
            environment.remove(LOCALE);
        } else {
            environment.put(LOCALE, locale);
        }
        return environment;
    }
}
