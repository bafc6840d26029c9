package org.guestscope.disk.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A qcow2 on servers of each protocol, read through a real qemu-nbd and its drivers (package qemu-block-extra). */
class NetworkDisksIT {

    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d*)");
    private static final String TARGET = "iqn.2026-01.test.guestscope:disk";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    private byte[] image = {};
    private final List<Process> servers = new ArrayList<>();

    @BeforeAll
    static void requireDrivers() {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/qemu-nbd")), "qemu-nbd is missing (package qemu-utils)");
        assumeTrue(
                Files.exists(Path.of("/usr/lib/x86_64-linux-gnu/qemu/block-curl.so")),
                "QEMU's block drivers are missing (package qemu-block-extra)");
    }

    @BeforeEach
    void unpack() throws IOException {
        image = Fixtures.bytes("deflate.qcow2");
        Fixtures.unpack("deflate.qcow2", directory);
    }

    @AfterEach
    void stopServers() throws InterruptedException {
        for (Process server : servers) {
            server.destroy();
            if (!server.waitFor(5, TimeUnit.SECONDS)) {
                server.destroyForcibly();
            }
        }
    }

    @Test
    void httpIsReadInRanges() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(HERE, 0), 0);
        server.createContext("/deflate.qcow2", this::answer);
        server.start();
        try {
            String base = "http://%s:%d/"
                    .formatted(HERE.getHostAddress(), server.getAddress().getPort());
            assertHoldsTheDisk(base + "deflate.qcow2");
            assertThatThrownBy(() -> DiskImages.openUri(base + "missing.qcow2", OpenOptions.defaults()))
                    .hasMessageStartingWith(base + "missing.qcow2: CURL: Error opening file: ")
                    .hasMessageContaining("404");
        } finally {
            server.stop(0);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Accept-Ranges", "bytes");
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.getResponseHeaders().set("Content-Length", Integer.toString(image.length));
                exchange.sendResponseHeaders(200, -1);
                return;
            }
            Matcher range = RANGE.matcher(exchange.getRequestHeaders().getFirst("Range"));
            assertThat(range.matches()).isTrue();
            int from = Integer.parseInt(range.group(1));
            int to = range.group(2).isEmpty() ? image.length : Integer.parseInt(range.group(2)) + 1;
            byte[] part = Arrays.copyOfRange(image, from, Math.min(to, image.length));
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes %d-%d/%d".formatted(from, from + part.length - 1, image.length));
            exchange.sendResponseHeaders(206, part.length);
            exchange.getResponseBody().write(part);
        }
    }

    @Test
    void ftpIsRead() throws IOException {
        try (ServerSocket control = new ServerSocket(0, 5, HERE)) {
            Thread server = new Thread(() -> {
                while (!control.isClosed()) {
                    try (Socket session = control.accept()) {
                        serveFtp(session);
                    } catch (IOException e) {
                        // the client hung up, or the test is over
                        continue;
                    }
                }
            });
            server.setDaemon(true);
            server.start();
            assertHoldsTheDisk("ftp://%s:%d/deflate.qcow2".formatted(HERE.getHostAddress(), control.getLocalPort()));
        }
    }

    /** As much of RFC 959 and RFC 3659 as curl needs to read a file from a place on. */
    private void serveFtp(Socket session) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(session.getInputStream(), UTF_8));
        OutputStream out = session.getOutputStream();
        out.write("220 ready\r\n".getBytes(UTF_8));
        int from = 0;
        try (ServerSocket data = new ServerSocket(0, 1, HERE)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] words = line.split(" ", 2);
                if (words[0].equals("REST")) {
                    from = Integer.parseInt(words[1]);
                }
                String reply = switch (words[0].toUpperCase(Locale.ROOT)) {
                    case "USER", "PASS" -> "230 welcome";
                    case "PWD" -> "257 \"/\"";
                    case "EPSV" -> "229 passive (|||%d|)".formatted(data.getLocalPort());
                    case "SIZE" -> "213 " + image.length;
                    case "REST" -> "350 from there on";
                    case "RETR" -> "150 here it comes";
                    case "TYPE", "CWD" -> "200 yes";
                    default -> "502 no";
                };
                out.write((reply + "\r\n").getBytes(UTF_8));
                if (words[0].equals("RETR")) {
                    sendFrom(from, data);
                    from = 0;
                    out.write("226 done\r\n".getBytes(UTF_8));
                }
            }
        }
    }

    private void sendFrom(int from, ServerSocket data) throws IOException {
        try (Socket transfer = data.accept()) {
            transfer.getOutputStream().write(image, from, image.length - from);
        } catch (IOException e) {
            // curl closes the connection when it has what it wants
            return;
        }
    }

    @Test
    void iscsiIsRead() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/sbin/tgtd")), "an iSCSI target is missing (package tgt)");
        assumeTrue("root".equals(System.getProperty("user.name")), "root is missing, whom tgtd needs");
        int port = freePort();
        Map<String, String> environment =
                Map.of("TGT_IPC_SOCKET", directory.resolve("tgt").toString());
        start(environment, "tgtd", "-f", "--iscsi", "portal=%s:%d".formatted(HERE.getHostAddress(), port));
        waitFor(() -> Files.exists(directory.resolve("tgt.0")));
        String file = directory.resolve("deflate.qcow2").toString();
        for (String step : List.of(
                "--op new --mode target --tid 1 -T " + TARGET,
                "--op new --mode logicalunit --tid 1 --lun 1 -b " + file,
                "--op bind --mode target --tid 1 -I ALL")) {
            List<String> command = new ArrayList<>(List.of("tgtadm", "--lld", "iscsi"));
            command.addAll(List.of(step.split(" ", -1)));
            waitFor(() -> start(environment, command.toArray(String[]::new)).waitFor() == 0);
        }
        assertHoldsTheDisk("iscsi://%s:%d/%s/1".formatted(HERE.getHostAddress(), port, TARGET));
    }

    /** The key comes from an agent, which has to be in the environment: another program reads the disk. */
    @Test
    void sshIsRead() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/sbin/sshd")), "sshd is missing (package openssh-server)");
        assumeTrue("root".equals(System.getProperty("user.name")), "root is missing, to run sshd");
        Files.createDirectories(Path.of("/run/sshd")); // sshd's own, which an init script makes elsewhere
        int port = freePort();
        for (String key : List.of("host", "user")) {
            int made = start(Map.of(), "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", file(key))
                    .waitFor();
            assertThat(made).isZero();
        }
        Path configuration = Files.writeString(directory.resolve("sshd_config"), """
                Port %d
                ListenAddress %s
                HostKey %s
                AuthorizedKeysFile %s
                StrictModes no
                PidFile none
                UsePAM no
                PermitRootLogin yes
                Subsystem sftp internal-sftp
                """.formatted(
                        port, HERE.getHostAddress(), file("host"), file("user.pub")));
        start(Map.of(), "/usr/sbin/sshd", "-D", "-e", "-f", configuration.toString());
        Map<String, String> environment = Map.of("SSH_AUTH_SOCK", file("agent"));
        start(Map.of(), "ssh-agent", "-D", "-a", file("agent"));
        waitFor(() -> Files.exists(directory.resolve("agent")));
        waitFor(() -> start(environment, "ssh-add", "-q", file("user")).waitFor() == 0);

        String uri = "ssh://root@%s:%d%s".formatted(HERE.getHostAddress(), port, file("deflate.qcow2"));
        assertThat(readInAnotherProgram(environment, uri)).isEqualTo(uri + ": no host key was found in known_hosts");
        waitFor(() -> readInAnotherProgram(environment, uri + "?host_key_check=no")
                .equals(Integer.toString(Arrays.hashCode(Fixtures.source()))));
    }

    private String readInAnotherProgram(Map<String, String> environment, String uri) throws Exception {
        Path output = directory.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ReadDisk.class.getName(),
                        uri)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        builder.start().waitFor();
        return Files.readString(output).strip();
    }

    /** Prints a hash of what a disk holds, or why it cannot be read. */
    static final class ReadDisk {

        private ReadDisk() {}

        public static void main(String[] arguments) {
            try (DiskImage disk = DiskImages.openUri(arguments[0], OpenOptions.defaults())) {
                System.out.println(Arrays.hashCode(Fixtures.readAll(disk)));
            } catch (IOException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    private static void assertHoldsTheDisk(String uri) throws IOException {
        try (DiskImage disk = DiskImages.openUri(uri, OpenOptions.defaults())) {
            assertThat(disk.format()).isEqualTo(ImageFormat.QCOW2);
            assertThat(Fixtures.readAll(disk)).isEqualTo(Fixtures.source());
        }
    }

    private String file(String name) {
        return directory.resolve(name).toString();
    }

    private Process start(Map<String, String> environment, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("messages").toFile()));
        builder.environment().putAll(environment);
        Process process = builder.start();
        servers.add(process);
        return process;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, HERE)) {
            return socket.getLocalPort();
        }
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private void waitFor(Condition condition) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.holds()) {
            Path messages = directory.resolve("messages");
            assertThat(System.nanoTime() < deadline)
                    .as(() -> {
                        try {
                            return Files.readString(messages);
                        } catch (IOException e) {
                            return String.valueOf(e.getMessage());
                        }
                    })
                    .isTrue();
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }
}
