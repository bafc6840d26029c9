package org.guestscope.appliance.fuse;

import java.io.File;
import java.io.IOException;
import java.util.List;
import org.guestscope.appliance.host.HostCommand;

/**
 * A shell that outlives this process by one command: should this process die without having unmounted a directory, it
 * does. libfuse's own {@code auto_unmount} complains on standard error whenever it finds nothing left to do.
 */
final class DeathWatch implements AutoCloseable {
    /** Signals of the terminal are for this process; the end of its pipe is what tells of its death. */
    private static final String SCRIPT =
            "trap '' INT QUIT HUP TERM; read -r line || exec \"$1\" -u -q -z -- \"$2\" >/dev/null 2>&1";

    private final Process shell;

    /** @param helper fusermount3 */
    DeathWatch(String directory, File helper) throws IOException {
        shell = HostCommand.of(List.of("/bin/sh", "-c", SCRIPT, "sh", helper.getPath(), directory))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** The directory is unmounted, or about to be. */
    @Override
    public void close() {
        try (var line = shell.getOutputStream()) {
            line.write('\n');
        } catch (IOException e) {
            // Somebody killed the shell, which had nothing to do any more.
            return;
        }
    }
}
