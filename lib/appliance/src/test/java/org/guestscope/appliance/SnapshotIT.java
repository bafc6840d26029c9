package org.guestscope.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.guestscope.guest.action.Debug;
import org.guestscope.guest.action.Inspection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Restored machines are alike in nothing that must be secret, and a damaged state is never used. */
@Timeout(600)
class SnapshotIT {

    /** Of this class alone: it damages what others would restore from. */
    @TempDir
    static Path snapshots;

    private final List<String> log = new CopyOnWriteArrayList<>();
    private final ApplianceOptions options = ApplianceOptions.defaults().withLog(log::add);

    private static Appliance start(ApplianceOptions options) throws ApplianceException {
        return start(snapshots, options);
    }

    private static Appliance start(Path snapshots, ApplianceOptions options) throws ApplianceException {
        ApplianceImage shared = Appliances.image();
        ApplianceImage image =
                new ApplianceImage(shared.key(), shared.kernel(), shared.initramfs(), shared.root(), snapshots);
        return Appliance.start(Appliances.cache(), image, options);
    }

    private String randomness() throws IOException {
        try (Appliance appliance = start(options)) {
            return Appliances.shell(
                            appliance,
                            "head -c 32 /dev/urandom | sha256sum; truncate -s 20M /tmp/d; mkfs.ext4 -q /tmp/d; blkid -s UUID"
                                    + " /tmp/d")
                    + "\n" + appliance.connection().actions(Debug.class).debug("uuid", List.of());
        }
    }

    private static Path newestState() throws IOException {
        try (Stream<Path> states = Files.list(snapshots)) {
            return states.filter(state -> Files.exists(state.resolve("snapshot")))
                    .max((a, b) ->
                            Long.compare(a.toFile().lastModified(), b.toFile().lastModified()))
                    .orElseThrow();
        }
    }

    @Test
    void twoRestoresNeverGiveTheSameRandomBytes() throws IOException {
        start(options).close();
        log.clear();

        List<String> first = randomness().lines().toList();
        List<String> second = randomness().lines().toList();

        assertThat(log)
                .filteredOn(line -> line.contains("restored from a snapshot"))
                .hasSize(2);
        assertThat(first).hasSize(3).doesNotContainAnyElementsOf(second);
    }

    @Test
    void nothingOfTheRehearsalIsLeft() throws IOException {
        try (Appliance appliance = Appliances.start(options)) {
            Inspection inspection = appliance.connection().actions(Inspection.class);
            assertThat(inspection.inspectGetRoots()).isEmpty();
            assertThat(Appliances.shell(appliance, "ls /sysroot; grep /sysroot /proc/mounts || true"))
                    .isEmpty();
        }
    }

    @Test
    void aTruncatedMemoryIsReplacedByANewState() throws IOException {
        start(options).close();
        try (FileChannel memory = FileChannel.open(newestState().resolve("memory"), StandardOpenOption.WRITE)) {
            memory.truncate(memory.size() / 2);
        }
        Path leftByAKilledProcess = Files.createDirectories(newestState().resolveSibling("0123456789abcdef.part"));
        log.clear();

        try (Appliance appliance = start(options)) {
            appliance.connection().ping();
        }
        assertThat(log).anyMatch(line -> line.contains("booting once to make a snapshot"));
        assertThat(leftByAKilledProcess).doesNotExist();
    }

    @Test
    void aDamagedDeviceStateIsReplacedByANewState() throws IOException {
        start(options).close();
        Path devices = newestState().resolve("devices");
        byte[] bytes = Files.readAllBytes(devices);
        bytes[bytes.length / 2] ^= 0x55;
        Files.write(devices, bytes);
        log.clear();

        try (Appliance appliance = start(options)) {
            appliance.connection().ping();
        }
        assertThat(log).anyMatch(line -> line.contains("booting once to make a snapshot"));
    }

    @Test
    void anotherMemorySizeHasAStateOfItsOwn() throws IOException {
        ApplianceOptions small = options.withMemoryMiB(384);
        start(small).close();
        log.clear();

        try (Appliance appliance = start(small)) {
            String total =
                    Appliances.shell(appliance, "grep MemTotal /proc/meminfo").replaceAll("\\D", "");
            assertThat(Long.parseLong(total)).isLessThan(384 << 10);
        }
        assertThat(log).anyMatch(line -> line.contains("restored from a snapshot"));
    }

    @Test
    void eightMachinesRunFromOneStateAtOnce() throws Exception {
        start(options).close();
        List<Appliance> machines = new CopyOnWriteArrayList<>();
        try {
            for (int i = 0; i < 8; i++) {
                machines.add(start(options));
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
    void eightProcessesUseOneStateAtOnce() throws Exception {
        start(options).close();
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            processes.add(new ProcessBuilder(
                            System.getProperty("java.home") + "/bin/java",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Restore.class.getName(),
                            snapshots.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
        }
        for (Process process : processes) {
            assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("restored from a snapshot")
                    .doesNotContain("booting");
            assertThat(process.waitFor()).isZero();
        }
    }

    @Test
    void aKvmThatCannotBeUsedIsSurvivedAndRemembered() throws IOException {
        Path verdict = Appliances.cache().directory().resolve("kvm");
        assumeThat(Files.isWritable(Path.of("/dev/kvm")))
                .as("/dev/kvm can be opened")
                .isTrue();
        start(options).close();
        assumeThat(verdict).as("KVM does not boot a kernel on this host").exists();
        Files.delete(verdict);
        log.clear();

        long before = System.nanoTime();
        start(options).close();
        Duration first = Duration.ofNanos(System.nanoTime() - before);
        assertThat(log).anyMatch(line -> line.startsWith("appliance: KVM: ") && line.contains("TCG, which is slower"));
        // 8 s where nothing else runs (6 of them given to KVM); a machine that is waited for takes all the time there
        // is.
        assertThat(first).isLessThan(Duration.ofSeconds(90));

        log.clear();
        start(options).close();
        assertThat(log).noneMatch(line -> line.contains("KVM"));
    }

    /** Starts an appliance, calls it, and prints what was done for it. */
    static final class Restore {
        private Restore() {}

        public static void main(String[] args) throws IOException {
            try (Appliance appliance =
                    start(Path.of(args[0]), ApplianceOptions.defaults().withLog(System.out::println))) {
                appliance.connection().ping();
            }
        }
    }
}
