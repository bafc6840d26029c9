package org.guestscope.virttop;

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

/** A private libvirtd with the guests {@code busy}, {@code idle} and {@code off}: see testbed/testbed.sh. */
final class LiveTestbed implements AutoCloseable {

    private static final Path SCRIPT =
            Path.of("src/test/resources/testbed/testbed.sh").toAbsolutePath();

    private final Path folder;

    private LiveTestbed(Path folder) {
        this.folder = folder;
    }

    /** Boots the guests; takes half a minute. Without what it needs the test is skipped, and says what is missing. */
    static LiveTestbed start() throws Exception {
        String missing = output(List.of("sh", SCRIPT.toString(), "missing")).strip();
        assumeTrue(missing.isEmpty(), "the live testbed needs: " + missing.replace("\n", ", "));
        // A short path, for Unix sockets.
        LiveTestbed bed = new LiveTestbed(Files.createTempDirectory(Path.of("/tmp"), "vt"));
        try {
            bed.run("start");
        } catch (Exception | Error e) {
            bed.close();
            throw e;
        }
        return bed;
    }

    /** Its read-only socket. */
    String uri() {
        return "qemu+unix:///system?socket=" + folder.resolve("sock/libvirt-sock-ro");
    }

    void stopDaemon() throws Exception {
        run("daemon-stop");
    }

    void startDaemon() throws Exception {
        run("daemon-start");
    }

    /** virsh on the daemon's other socket, which may change things. */
    String virsh(String... words) throws Exception {
        List<String> command = new ArrayList<>(
                List.of("virsh", "-q", "-c", "qemu+unix:///system?socket=" + folder.resolve("sock/libvirt-sock")));
        command.addAll(List.of(words));
        return output(command);
    }

    /** {@code virsh domstats} of one domain, by name. */
    Map<String, String> domstats(String domain) throws Exception {
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

    /** The guest's QEMU. */
    ProcessHandle qemu(String guest) {
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

    static void signal(ProcessHandle process, String name) throws Exception {
        output(List.of("kill", "-" + name, Long.toString(process.pid())));
    }

    private void run(String action) throws Exception {
        output(List.of("sh", SCRIPT.toString(), action, folder.toString()));
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
