package org.guestscope.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.guestscope.guest.ActionException;
import org.guestscope.guest.action.BlockDevices;
import org.guestscope.guest.action.Contents;
import org.guestscope.guest.action.Mounts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong in or below a machine is an error of the call that meets it; the machine goes on. */
@Timeout(600)
class FaultsIT {

    private static final int MIB = 1 << 20;

    @TempDir
    Path directory;

    private Path image(String name, long bytes) throws IOException {
        return Appliances.sparseFile(directory.resolve(name), bytes);
    }

    private static String sum(Path file) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
        return new BigInteger(1, digest).toString(16);
    }

    @Test
    void aProgramThatFillsTheGuestsMemoryIsKilledAndTheAgentLives() throws IOException {
        try (Appliance appliance = Appliances.start(ApplianceOptions.defaults().withMemoryMiB(384))) {
            // Without a line's end in its input, tail keeps all of it.
            assertThatThrownBy(() -> Appliances.shell(appliance, "tail /dev/zero"))
                    .isInstanceOf(ActionException.class);

            appliance.connection().ping();
            assertThat(Appliances.shell(appliance, "echo on")).isEqualTo("on");
        }
    }

    @Test
    void aFullMemoryDiskIsAnErrorOfTheWrite() throws IOException {
        try (Appliance appliance = Appliances.start(ApplianceOptions.defaults().withMemoryMiB(384))) {
            assertThatThrownBy(() -> Appliances.shell(appliance, "cat /dev/zero >/tmp/full"))
                    .isInstanceOf(ActionException.class)
                    .hasMessageContaining("No space left on device");

            appliance.connection().ping();
        }
    }

    @Test
    void aDiskWhoseServerIsKilledGivesInputErrors() throws Exception {
        Path file = image("served", 64 * MIB);
        Path socket = directory.resolve("nbd");
        Process server = new ProcessBuilder("qemu-nbd", "-f", "raw", "-t", "-k", socket.toString(), file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (Appliance appliance = Appliances.start()) {
            for (int i = 0; i < 1200 && !Files.exists(socket); i++) {
                Thread.sleep(50);
            }
            String device = appliance
                    .attach(DiskSpec.readOnly("nbd+unix:///?socket=" + socket))
                    .device();
            BlockDevices devices = appliance.connection().actions(BlockDevices.class);
            assertThat(devices.blockdevGetsize64(device)).isEqualTo(64L * MIB);

            server.destroyForcibly().waitFor();

            assertThatThrownBy(
                            () -> appliance.connection().actions(Contents.class).preadDevice(device, 4096, 32L * MIB))
                    .isInstanceOf(ActionException.class)
                    .hasMessageContaining("Input/output error");
            appliance.connection().ping();
        } finally {
            server.destroyForcibly();
        }
    }

    /** What QEMU's raw driver gives beyond a file's end, whenever the file became so short. */
    @Test
    void anImageThatIsCutUnderTheMachineReadsAsZerosBeyondItsEnd() throws IOException {
        byte[] content = new byte[4 * MIB];
        Arrays.fill(content, (byte) 0x55);
        Path file = Files.write(directory.resolve("cut"), content);
        try (Appliance appliance = Appliances.start()) {
            String device = appliance.attach(DiskSpec.readOnly(file.toString())).device();
            try (RandomAccessFile image = new RandomAccessFile(file.toFile(), "rw")) {
                image.setLength(MIB);
            }
            Contents contents = appliance.connection().actions(Contents.class);

            assertThat(contents.preadDevice(device, 512, MIB - 512)).containsOnly(0x55);
            assertThat(contents.preadDevice(device, 512, MIB)).containsOnly(0);
            appliance.connection().ping();
        }
    }

    @Test
    void anImageWithAJournalToReplayIsTheSameAfterItWasMountedReadOnly() throws Exception {
        Path file = image("dirty", 64 * MIB);
        new ProcessBuilder("mkfs.ext4", "-q", file.toString())
                .inheritIO()
                .start()
                .waitFor();
        try (Appliance appliance = Appliances.start()) {
            String device = appliance
                    .attach(DiskSpec.readWrite(file.toString()).withFormat("raw"))
                    .device();
            appliance.connection().actions(Mounts.class).mount(device, "/");
            appliance.connection().actions(Contents.class).write("/kept", "content".getBytes(StandardCharsets.UTF_8));
            Appliances.shell(appliance, "sync -f /sysroot");
            ProcessHandle.of(appliance.pid()).orElseThrow().destroyForcibly();
        }
        Process features = new ProcessBuilder("dumpe2fs", "-h", file.toString()).start();
        assertThat(new String(features.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("needs_recovery");
        String before = sum(file);

        try (Appliance appliance = Appliances.start()) {
            String device = appliance.attach(DiskSpec.readOnly(file.toString())).device();
            appliance.connection().actions(Mounts.class).mount(device, "/");

            assertThat(appliance.connection().actions(Contents.class).readFile("/kept"))
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("content");
        }
        assertThat(sum(file)).isEqualTo(before);
    }

    @Test
    void aMachineTakesItsMostDisksAndRefusesOneMore() throws IOException {
        List<DiskSpec> all = new ArrayList<>();
        for (int i = 0; i < Appliance.MAX_DISKS; i++) {
            all.add(DiskSpec.readOnly(image("disk" + i, (i + 1L) * 4096).toString())
                    .withFormat("raw"));
        }
        String onemore = image("onemore", MIB).toString();
        try (Appliance appliance = Appliances.start()) {
            List<AttachedDisk> attached = appliance.attach(all);
            BlockDevices devices = appliance.connection().actions(BlockDevices.class);

            assertThat(attached.get(254).device()).isEqualTo("/dev/sdiu");
            assertThat(devices.listDevices()).hasSize(Appliance.MAX_DISKS);
            for (int i : new int[] {0, 1, 25, 26, 100, 253, 254}) {
                assertThat(devices.blockdevGetsize64(attached.get(i).device())).isEqualTo((i + 1L) * 4096);
            }
            assertThatThrownBy(() -> appliance.attach(DiskSpec.readOnly(onemore)))
                    .isInstanceOf(DiskAttachException.class)
                    .hasMessage("disk: cannot be added: %s: the appliance has 255 disks already".formatted(onemore));
        }
    }
}
