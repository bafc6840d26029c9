package org.guestscope.guestfish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A real agent that works on a directory of this host instead of a machine. */
final class LocalAgent implements AutoCloseable {
    private final Process process;
    private final Path socket;

    /**
     * Starts it.
     *
     * @param home where its socket goes
     * @param root what it shows as the guest's files
     */
    LocalAgent(Path home, Path root) throws IOException, InterruptedException {
        // The agent enters its sysroot by chroot.
        assumeTrue(Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0), "root is missing");
        socket = home.resolve("agent.sock");
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        // As much as the appliance's agent has.
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.guestscope.agent.Main",
                        "--socket",
                        socket.toString(),
                        "--sysroot",
                        root.toString(),
                        "--bound")
                .inheritIO()
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        // The agent gives its socket this name once it listens.
        for (int i = 0; i < 1200 && !Files.exists(socket) && process.isAlive(); i++) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        if (!Files.exists(socket)) {
            process.destroyForcibly();
        }
        assertThat(socket).exists();
    }

    /** The value of LIBGUESTFS_BACKEND that leads to it. */
    String backend() {
        return "unix:" + socket;
    }

    /** Returns when it has ended, and with it what it was about to unmount. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
