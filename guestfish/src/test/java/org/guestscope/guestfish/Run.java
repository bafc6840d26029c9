package org.guestscope.guestfish;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.guestscope.guest.call.ByteText;
import org.guestscope.guestfish.shell.Output;

/** Runs the program in process, on streams of the test. */
final class Run {
    final ScriptedGuest guest = new ScriptedGuest();
    final Map<String, String> environment = new HashMap<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    boolean terminal;
    int status;

    Run(Path home) {
        environment.put("HOME", home.toString());
        environment.put("TMPDIR", home.toString());
        environment.put("PATH", String.valueOf(System.getenv("PATH")));
    }

    /** Runs with a script on standard input and returns standard output as a byte string. */
    String script(String script, String... arguments) {
        out.reset();
        err.reset();
        Output output = new Output(out, false, terminal, err, terminal);
        Streams streams = new Streams(new ByteArrayInputStream(ByteText.bytes(script)), false, output, terminal);
        status = new Guestfish(streams, environment, guest).run(List.of(arguments));
        return ByteText.of(out.toByteArray());
    }

    /** Runs commands of the command line. */
    String commands(String... arguments) {
        return script("", arguments);
    }

    /** What went to standard error, decoded. */
    String errors() {
        return ByteText.decode(ByteText.of(err.toByteArray()));
    }
}
