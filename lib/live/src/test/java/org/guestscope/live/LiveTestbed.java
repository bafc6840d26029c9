package org.guestscope.live;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A private libvirtd with guests, for the tests of this module and of the tools. A script defines and boots the guests; it
 * knows the actions missing, start, daemon-start, daemon-stop and stop, and sources src/test/testbed/libvirtd.sh.
 */
public final class LiveTestbed implements AutoCloseable {

    private final Path script;
    private final Path folder;

    private LiveTestbed(Path script, Path folder) {
        this.script = script;
        this.folder = folder;
    }

    /** Boots the guests; takes half a minute. Without what it needs the test is skipped, and says what is missing. */
    public static LiveTestbed start(Path script) throws Exception {
        String missing = output(List.of("sh", script.toString(), "missing")).strip();
        assumeTrue(missing.isEmpty(), "the live testbed needs: " + missing.replace("\n", ", "));
        // A short path, for Unix sockets.
        LiveTestbed bed = new LiveTestbed(script, Files.createTempDirectory(Path.of("/tmp"), "vt"));
        try {
            bed.run("start");
        } catch (Exception | Error e) {
            bed.close();
            throw e;
        }
        return bed;
    }

    /** The folder with its images and consoles. */
    public Path folder() {
        return folder;
    }

    /** Its read-only socket. */
    public String readOnlyUri() {
        return "qemu+unix:///system?socket=" + folder.resolve("sock/libvirt-sock-ro");
    }

    /** Stops the daemon; the guests run on. */
    public void stopDaemon() throws Exception {
        run("daemon-stop");
    }

    /** Starts it again. */
    public void startDaemon() throws Exception {
        run("daemon-start");
    }

    /** Its socket for clients that may change things. */
    public String uri() {
        return "qemu+unix:///system?socket=" + folder.resolve("sock/libvirt-sock");
    }

    /** What virsh says on {@link #uri}. */
    public String virsh(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("virsh", "-q", "-c", uri()));
        command.addAll(List.of(words));
        return output(command);
    }

    /** {@code virsh domstats} of one domain, by name. */
    public Map<String, String> domstats(String domain) throws Exception {
        Map<String, String> values = new LinkedHashMap<>();
        for (String line : virsh("domstats", domain).lines().toList()) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                values.put(
                        line.substring(0, equals).strip(),
                        line.substring(equals + 1).strip());
            }
        }
        return values;
    }

    /** The QEMU of a guest. */
    public ProcessHandle qemu(String guest) {
        return ProcessHandle.allProcesses()
                .filter(process -> {
                    try {
                        String words = Files.readString(
                                Path.of("/proc/" + process.pid() + "/cmdline"), StandardCharsets.ISO_8859_1);
                        return words.contains("guest=" + guest + ",") && words.contains(folder.toString());
                    } catch (IOException e) {
                        return false;
                    }
                })
                .findFirst()
                .orElseThrow();
    }

    /** Sends a signal by its name. */
    public static void signal(ProcessHandle process, String name) throws Exception {
        output(List.of("kill", "-" + name, Long.toString(process.pid())));
    }

    private void run(String action) throws Exception {
        output(List.of("sh", script.toString(), action, folder.toString()));
    }

    private static String output(List<String> command) throws Exception {
        Path out = Files.createTempFile("testbed", ".out");
        try {
            // Daemons started by the script inherit its output: a pipe would never end.
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(out.toFile())
                    .start();
            if (!process.waitFor(200, TimeUnit.SECONDS)) {
                process.destroy();
                throw new IOException(command + ": still running; " + Files.readString(out));
            }
            String text = Files.readString(out);
            if (process.exitValue() != 0) {
                throw new IOException(command + ": status " + process.exitValue() + "; " + text);
            }
            return text;
        } finally {
            Files.delete(out);
        }
    }

    /** Ends guests and daemon, and deletes the folder. */
    @Override
    public void close() throws Exception {
        run("stop");
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
