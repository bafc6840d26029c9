package org.guestscope.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.guestscope.guest.ConnectionLostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A machine lives as long as its object and its process, and its death is told at once. */
@Timeout(600)
class MachineLifeIT {

    private static void kill(Appliance appliance) {
        ProcessHandle.of(appliance.pid()).orElseThrow().destroyForcibly();
    }

    @Test
    void closingLeavesNoProcessSocketOrFile() throws IOException {
        Appliance appliance = Appliances.start();
        long pid = appliance.pid();
        appliance.connection().ping();

        appliance.close();

        assertThat(Appliances.running(pid)).isFalse();
        assertThat(Appliances.leftovers()).isEmpty();
        appliance.close();
    }

    @Test
    void qemuIsInASessionOfItsOwnSoThatNoTerminalInterruptsIt() throws IOException {
        try (Appliance appliance = Appliances.start()) {
            String stat = Files.readString(Path.of("/proc", String.valueOf(appliance.pid()), "stat"));
            // proc(5): after the name in parentheses come state, parent, process group, session.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);

            assertThat(fields[3]).isEqualTo(String.valueOf(appliance.pid()));
        }
    }

    @Test
    void theClockIsTheHostsAfterARestore() throws IOException {
        try (Appliance appliance = Appliances.start()) {
            long before = Instant.now().getEpochSecond();
            long guest = Long.parseLong(Appliances.shell(appliance, "date +%s").trim());

            assertThat(guest).isBetween(before - 5, Instant.now().getEpochSecond() + 5);
        }
    }

    @Test
    void aCallAfterQemuDiedFailsAtOnce() throws Exception {
        try (Appliance appliance = Appliances.start()) {
            kill(appliance);

            assertThatThrownBy(() -> appliance.connection().ping()).isInstanceOf(ConnectionLostException.class);
        }
    }

    @Test
    @SuppressWarnings("FutureReturnValueIgnored") // its failure is the assertion below
    void aCallUnderWhichQemuDiesFailsAtOnce() throws Exception {
        try (Appliance appliance = Appliances.start()) {
            CompletableFuture<String> call = CompletableFuture.supplyAsync(() -> {
                try {
                    return Appliances.shell(appliance, "sleep 600");
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            Thread.sleep(500);
            kill(appliance);

            assertThatThrownBy(() -> call.get(60, TimeUnit.SECONDS)).hasRootCauseInstanceOf(IOException.class);
        }
    }

    @Test
    void anAgentThatEndsTakesTheMachineWithIt() throws Exception {
        try (Appliance appliance = Appliances.start()) {
            assertThatThrownBy(() -> Appliances.shell(appliance, "kill -9 $PPID"))
                    .isInstanceOf(ConnectionLostException.class);
            assertThat(appliance.consoleTail()).anyMatch(line -> line.contains("the agent ended with status"));
        }
    }

    @Test
    void qemuDiesWithItsParentEvenIfThatIsKilled() throws Exception {
        Appliances.image();
        Process parent = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HoldAppliance.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader lines = parent.inputReader(StandardCharsets.UTF_8)) {
            long qemu = Long.parseLong(lines.readLine());
            assertThat(Appliances.running(qemu)).isTrue();

            parent.destroyForcibly().waitFor();

            for (int i = 0; i < 3000 && Appliances.running(qemu); i++) {
                Thread.sleep(20);
            }
            assertThat(Appliances.running(qemu)).isFalse();
        }
        // What the killed process could not remove, the end of the next one's machine does.
        Appliances.start().close();
        assertThat(Appliances.leftovers(parent.pid())).isEmpty();
    }

    /** Starts an appliance, prints QEMU's process id and waits to be killed. */
    static final class HoldAppliance {
        private HoldAppliance() {}

        public static void main(String[] args) throws Exception {
            Appliance appliance = Appliances.start();
            System.out.println(appliance.pid());
            Thread.sleep(TimeUnit.MINUTES.toMillis(10));
            appliance.close();
        }
    }
}
