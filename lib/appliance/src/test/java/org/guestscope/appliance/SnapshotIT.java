package org.guestscope.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Restored machines are alike in nothing that must be secret, and a damaged state is never used. */
@Timeout(600)
class SnapshotIT {

    private final List<String> log = new CopyOnWriteArrayList<>();
    private final ApplianceOptions options = ApplianceOptions.defaults().withLog(log::add);

    private String randomness() throws IOException {
        try (Appliance appliance = Appliances.start(options)) {
            return Appliances.shell(
                    appliance,
                    "head -c 32 /dev/urandom | sha256sum; truncate -s 20M /tmp/d; mkfs.ext4 -q /tmp/d; blkid -s UUID"
                            + " /tmp/d");
        }
    }

    private static Path newestState() throws IOException {
        try (Stream<Path> states = Files.list(Appliances.image().snapshots())) {
            return states.filter(Files::isDirectory)
                    .max((a, b) ->
                            Long.compare(a.toFile().lastModified(), b.toFile().lastModified()))
                    .orElseThrow();
        }
    }

    @Test
    void twoRestoresNeverGiveTheSameRandomBytes() throws IOException {
        Appliances.start(options).close();
        log.clear();

        List<String> first = randomness().lines().toList();
        List<String> second = randomness().lines().toList();

        assertThat(log)
                .filteredOn(line -> line.contains("restored from a snapshot"))
                .hasSize(2);
        assertThat(first).hasSize(2).doesNotContainAnyElementsOf(second);
    }

    @Test
    void aTruncatedMemoryIsReplacedByANewState() throws IOException {
        Appliances.start(options).close();
        try (FileChannel memory = FileChannel.open(newestState().resolve("memory"), StandardOpenOption.WRITE)) {
            memory.truncate(memory.size() / 2);
        }
        log.clear();

        try (Appliance appliance = Appliances.start(options)) {
            appliance.connection().ping();
        }
        assertThat(log).anyMatch(line -> line.contains("booting once to make a snapshot"));
    }

    @Test
    void aDamagedDeviceStateIsReplacedByANewState() throws IOException {
        Appliances.start(options).close();
        Path devices = newestState().resolve("devices");
        byte[] bytes = Files.readAllBytes(devices);
        bytes[bytes.length / 2] ^= 0x55;
        Files.write(devices, bytes);
        log.clear();

        try (Appliance appliance = Appliances.start(options)) {
            appliance.connection().ping();
        }
        assertThat(log).anyMatch(line -> line.contains("booting once to make a snapshot"));
    }

    @Test
    void eightMachinesRunFromOneStateAtOnce() throws Exception {
        Appliances.start(options).close();
        List<Appliance> machines = new CopyOnWriteArrayList<>();
        try {
            for (int i = 0; i < 8; i++) {
                machines.add(Appliances.start(options));
            }
            for (Appliance machine : machines) {
                machine.connection().ping();
            }
            assertThat(machines).extracting(Appliance::pid).doesNotHaveDuplicates();
        } finally {
            machines.forEach(Appliance::close);
        }
    }

    @Test
    void aKvmThatNeverExecutesIsSurvivedAndRemembered() throws IOException {
        Path verdict = Appliances.cache().directory().resolve("kvm");
        assumeThat(Files.isWritable(Path.of("/dev/kvm")))
                .as("/dev/kvm can be opened")
                .isTrue();
        Appliances.start(options).close();
        assumeThat(verdict).as("KVM hangs on this host").exists();
        Files.delete(verdict);
        log.clear();

        long before = System.nanoTime();
        Appliances.start(options).close();
        Duration first = Duration.ofNanos(System.nanoTime() - before);
        assertThat(log).anyMatch(line -> line.contains("using TCG"));
        assertThat(first).isLessThan(Duration.ofSeconds(15));

        log.clear();
        Appliances.start(options).close();
        assertThat(log).noneMatch(line -> line.contains("KVM"));
    }
}
