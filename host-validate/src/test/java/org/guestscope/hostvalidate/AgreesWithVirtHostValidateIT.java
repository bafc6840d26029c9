package org.guestscope.hostvalidate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs this tool and the installed {@code virt-host-validate} (9.0.0, Debian's libvirt-clients) on the same faked hosts,
 * each in a private mount namespace, and compares standard output line for line, hints apart, and the exit status.
 * Needs root, unshare(1), setpriv(1), perl, and for other architectures a C compiler.
 */
class AgreesWithVirtHostValidateIT {
    private static final Path RESOURCES = Path.of("src/test/resources").toAbsolutePath();
    private static final String PEER = "/usr/bin/virt-host-validate";
    private static final Pattern HINT = Pattern.compile("(?m)(: (?:WARN|FAIL|NOTE)) \\(.*\\)$");
    private static final long TIME_LIMIT_SECONDS = 60;

    @TempDir
    static Path folder;

    private static Path machineLibrary;

    record Scenario(String name, String machine, List<String> arguments, String faked) {
        @Override
        public String toString() {
            return name;
        }
    }

    record Outcome(String output, int status) {}

    static Stream<Scenario> scenarios() throws IOException {
        return Files.readAllLines(RESOURCES.resolve("scenarios.txt")).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(AgreesWithVirtHostValidateIT::scenario);
    }

    private static Scenario scenario(String line) {
        String[] parts = line.split("\\|", 4);
        String arguments = parts[2].strip();
        return new Scenario(
                parts[0].strip(),
                parts[1].strip(),
                arguments.isEmpty() ? List.of() : List.of(arguments.split(" ")),
                parts[3].strip());
    }

    @BeforeAll
    static void needsRootAndThePeer() throws IOException, InterruptedException {
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root for mount namespaces");
        assumeTrue(Files.isExecutable(Path.of(PEER)), "needs " + PEER + " (libvirt-clients)");
        machineLibrary = folder.resolve("uname-machine.so");
        Process compiler = new ProcessBuilder(
                        "sh",
                        "-c",
                        "command -v cc >/dev/null && exec cc -shared -fPIC -o \"$0\" \"$1\"",
                        machineLibrary.toString(),
                        RESOURCES.resolve("uname-machine.c").toString())
                .inheritIO()
                .start();
        compiler.waitFor();
        // The commands run as other users too.
        Files.setPosixFilePermissions(folder, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void everyLineAgrees(Scenario scenario) throws IOException, InterruptedException {
        boolean foreign = !scenario.machine.equals("-");
        assumeTrue(!foreign || Files.exists(machineLibrary), "needs a C compiler to fake the peer's uname");
        Outcome peer =
                run(scenario, foreign ? Map.of("LD_PRELOAD", machineLibrary.toString()) : Map.of(), List.of(PEER));
        Outcome ours = run(scenario, Map.of(), ourCommand());
        assertThat(ours).isEqualTo(peer);
    }

    private static List<String> ourCommand() {
        Path java = Path.of(System.getProperty("java.home"));
        // Without /proc/self/exe the loader cannot tell where the java command lies; it then needs the library path.
        return List.of(
                "env",
                "LD_LIBRARY_PATH=" + java.resolve("lib"),
                java.resolve("bin/java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-XX:-UseContainerSupport",
                "-cp",
                System.getProperty("java.class.path"),
                "org.guestscope.hostvalidate.Main");
    }

    private static Outcome run(Scenario scenario, Map<String, String> variables, List<String> tool)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "unshare",
                "-m",
                "--propagation",
                "private",
                "bash",
                RESOURCES.resolve("scenario-run.sh").toString(),
                scenario.faked));
        command.add("env");
        variables.forEach((name, value) -> command.add(name + "=" + value));
        command.addAll(tool);
        command.addAll(scenario.arguments);
        Path errors = folder.resolve("stderr");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
        builder.environment().put("LC_ALL", "C");
        if (!scenario.machine.equals("-")) {
            builder.environment().put("HOST_VALIDATE_ARCH", scenario.machine);
        }
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(TIME_LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        String text = HINT.matcher(output).replaceAll("$1");
        // Help and version are in our own words: only that there is output is compared.
        assertThat(Files.readString(errors)).doesNotContain("Exception in thread");
        return new Outcome(text, process.exitValue());
    }
}
