package org.guestscope.guestfish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.guestscope.cli.TmuxWindow;
import org.guestscope.guestfish.host.Host;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers and their clients as processes of their own, with commands that need no guest. */
class RemoteControlIT {
    private static final long PATIENCE_SECONDS = 60;
    private static final String NOT_RUNNING = "guestfish: remote: looks like the server is not running\n";

    private final Path home;
    private final Fish fish;
    private final List<Long> servers = new ArrayList<>();

    RemoteControlIT(@TempDir Path home) {
        this.home = home;
        this.fish = new Fish(home);
    }

    @AfterEach
    void endServers() {
        servers.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
    }

    /** Starts a server, whose number clients use from now on unless they say another. */
    private long server(String... options) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("--listen"));
        words.addAll(List.of(options));
        String out = fish.run("", words.toArray(new String[0])).out();
        long pid = Long.parseLong(out.replaceAll("\\D", ""));
        servers.add(pid);
        fish.environment.put("GUESTFISH_PID", String.valueOf(pid));
        return pid;
    }

    private static void awaitEnd(long pid) throws Exception {
        ProcessHandle process = ProcessHandle.of(pid).orElse(null);
        if (process != null) {
            process.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }

    private static Path socket(long pid) throws IOException {
        return Path.of("/tmp/.guestfish-" + Files.getAttribute(Path.of("/proc/self"), "unix:uid"), "socket-" + pid);
    }

    @Test
    void serversAreIndependent() throws Exception {
        long first = server();
        long second = server();
        fish.run("", "--remote=" + first, "lcd", "/");
        assertThat(fish.run("", "--remote=" + second, "disk-create", "made", "raw", "1M")
                        .status())
                .isZero();
        assertThat(home.resolve("made")).exists();
        assertThat(fish.run("", "--remote=" + first, "disk-format", "made").status())
                .isEqualTo(1);
        awaitEnd(first);
        assertThat(socket(first)).doesNotExist();
        assertThat(fish.run("", "--remote", "quit", ":", "echo", "never").out()).isEmpty();
        awaitEnd(second);
        assertThat(socket(second)).doesNotExist();
    }

    @Test
    void failureEndsTheServerUnlessItWasAllowed() throws Exception {
        long pid = server();
        assertThat(fish.run("", "--remote", "--", "-nosuch").status()).isZero();
        Fish.Result result = fish.run("echo a | tr a b\n-nosuch\nnosuch | cat\necho never\n", "--remote");
        assertThat(result.out()).isEqualTo("b\n");
        assertThat(result.status()).isEqualTo(1);
        awaitEnd(pid);
        Fish.Result late = fish.run("", "--remote", "echo");
        assertThat(late.err()).isEqualTo(socket(pid) + ": No such file or directory\n" + NOT_RUNNING);
        assertThat(late.status()).isEqualTo(1);
    }

    @Test
    void personAtATerminalMayMistypeWithoutEndingTheServer() throws Exception {
        String command =
                Fish.command("--remote=" + server()).stream().map(Host::quote).collect(Collectors.joining(" "));
        try (TmuxWindow screen = new TmuxWindow(
                home, 80, 24, "export HOME=" + home + " LC_ALL=C.UTF-8; " + command + "; echo ended; sleep 1000")) {
            screen.awaitEnd("><fs>");
            screen.type("lcd /nosuch", "Enter");
            // The message is on the server's standard error.
            screen.awaitEnd("lcd /nosuch\n><fs>");
            screen.type("echo after | tr a A", "Enter");
            screen.awaitEnd("After\n><fs>");
            screen.type("exit", "Enter");
            screen.awaitEnd("ended");
        }
    }

    @Test
    void signalLeavesNoSocket() throws Exception {
        long pid = server();
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
        awaitEnd(pid);
        assertThat(socket(pid)).doesNotExist();
        pid = server();
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        awaitEnd(pid);
        assertThat(fish.run("", "--remote", "echo").err())
                .isEqualTo(socket(pid) + ": Connection refused\n" + NOT_RUNNING);
        Files.delete(socket(pid));
    }

    @Test
    void wordsAndOutputAreBytesOfAnyLength() throws Exception {
        server();
        assertThat(fish.run("echo \"\" \"\\xc3\\xa9\\xff \\t\\n\\x01\"\n", "--remote")
                        .out())
                .isEqualTo(" \303\251\377 \t\n\1\n");
        String script = "echo " + "long ".repeat(100_000) + "\n";
        assertThat(fish.run(script, "--remote").out()).hasSize(script.length() - "echo ".length() - 1);
    }

    @Test
    void verboseServerSaysWhatItIsAsked() throws Exception {
        // Its errors are the terminal's where it was started, so here a file's.
        Path log = home.resolve("log");
        Process listen = fish.process("--listen", "--csh", "-v")
                .redirectError(log.toFile())
                .start();
        String out = new String(listen.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII);
        assertThat(out).matches("setenv GUESTFISH_PID \\d+\n");
        long pid = Long.parseLong(out.replaceAll("\\D", ""));
        servers.add(pid);
        fish.run("", "--remote=" + pid, "echo", "a b", "c");
        fish.run("", "--remote=" + pid, "exit");
        awaitEnd(pid);
        assertThat(Files.readString(log))
                .isEqualTo("guestfish(" + pid + "): echo a b c\nguestfish(" + pid + "): exit\n");
    }

    @Test
    void serverWhoseNumberNobodyLearnsEnds() throws Exception {
        Process listen = fish.process("--listen")
                .redirectOutput(new File("/dev/full"))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(listen.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(listen.exitValue()).isEqualTo(1);
        for (ProcessHandle process :
                ProcessHandle.allProcesses().filter(this::runsHere).toList()) {
            awaitEnd(process.pid());
        }
    }

    private boolean runsHere(ProcessHandle process) {
        try {
            return Files.isSameFile(Path.of("/proc/" + process.pid() + "/cwd"), home);
        } catch (IOException e) {
            // It has ended, or is somebody else's.
            return false;
        }
    }
}
