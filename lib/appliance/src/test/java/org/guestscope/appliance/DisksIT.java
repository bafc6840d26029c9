package org.guestscope.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.guestscope.guest.action.BlockDevices;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Disks are found under stable names, as they were asked for, and read-only ones never change. */
@Timeout(600)
class DisksIT {

    private static final int MIB = 1 << 20;

    @TempDir
    Path directory;

    private Path image(String name, long bytes) throws IOException {
        return Appliances.sparseFile(directory.resolve(name), bytes);
    }

    @Test
    void twentyDisksKeepTheirOrder() throws IOException {
        List<DiskSpec> disks = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            disks.add(DiskSpec.readOnly(image("disk" + i, (i + 1L) * MIB).toString()));
        }
        try (Appliance appliance = Appliances.start()) {
            List<AttachedDisk> attached = appliance.attach(disks);
            BlockDevices devices = appliance.connection().actions(BlockDevices.class);

            for (AttachedDisk disk : attached) {
                assertThat(devices.blockdevGetsize64(disk.device())).isEqualTo((disk.index() + 1L) * MIB);
            }
            assertThat(attached.get(19).device()).isEqualTo("/dev/sdt");
        }
    }

    @Test
    void aReadOnlyImageIsTheSameAfterTheGuestWroteToIt() throws IOException {
        Path file = image("disk", 8 * MIB);
        Files.write(file, new byte[] {1, 2, 3});
        try (RandomAccessFile image = new RandomAccessFile(file.toFile(), "rw")) {
            image.setLength(8 * MIB);
        }
        byte[] before = Files.readAllBytes(file);
        try (Appliance appliance = Appliances.start()) {
            appliance.attach(DiskSpec.readOnly(file.toString()));
            String said = Appliances.shell(
                    appliance, "echo changed | dd of=/dev/sda conv=fsync 2>/dev/null; head -c 7 /dev/sda");

            assertThat(said).isEqualTo("changed");
        }
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        assertThat(Appliances.leftovers()).isEmpty();
    }

    @Test
    void whatIsWrittenToAWritableImageIsInIt() throws IOException {
        Path file = image("disk", 4 * MIB);
        try (Appliance appliance = Appliances.start()) {
            appliance.attach(DiskSpec.readWrite(file.toString()).withFormat("raw"));
            Appliances.shell(appliance, "echo changed | dd of=/dev/sda conv=fsync 2>/dev/null");
        }
        assertThat(new String(Arrays.copyOf(Files.readAllBytes(file), 7), StandardCharsets.US_ASCII))
                .isEqualTo("changed");
    }

    @Test
    void blockSizeAndLabelReachTheGuest() throws IOException {
        Path file = image("disk", 4 * MIB);
        try (Appliance appliance = Appliances.start()) {
            appliance.attach(
                    DiskSpec.readOnly(file.toString()).withBlockSize(4096).withLabel("mydata"));

            assertThat(Appliances.shell(appliance, "blockdev --getss /dev/sda").trim())
                    .isEqualTo("4096");
            assertThat(Appliances.shell(appliance, "cat /sys/block/sda/device/vpd_pg80 | tr -cd a-z"))
                    .isEqualTo("mydata");
        }
    }

    @Test
    void discardsReachTheImageOnlyWhereTheyAreAskedFor() throws IOException {
        byte[] content = new byte[4 * MIB];
        Arrays.fill(content, (byte) 0x55);
        Path kept = Files.write(directory.resolve("kept"), content);
        Path punched = Files.write(directory.resolve("punched"), content);
        try (Appliance appliance = Appliances.start()) {
            DiskSpec writable = DiskSpec.readWrite(kept.toString()).withFormat("raw");
            appliance.attach(writable.withDiscard(DiskSpec.Discard.DISABLE));
            appliance.attach(
                    DiskSpec.readWrite(punched.toString()).withFormat("raw").withDiscard(DiskSpec.Discard.ENABLE));
            Appliances.shell(appliance, "blkdiscard /dev/sdb; blkdiscard /dev/sda || true");
        }
        assertThat(kept).hasBinaryContent(content);
        assertThat(punched).hasBinaryContent(new byte[4 * MIB]);
    }

    @Test
    void whatIsReadFromABackingImageIsKeptWhereThatIsAskedFor() throws Exception {
        byte[] content = new byte[MIB];
        Arrays.fill(content, (byte) 0x55);
        Path base = Files.write(directory.resolve("base"), content);
        Path kept = qcow2Over(base, "kept");
        Path untouched = qcow2Over(base, "untouched");
        try (Appliance appliance = Appliances.start()) {
            DiskSpec writable = DiskSpec.readWrite(kept.toString()).withFormat("qcow2");
            AttachedDisk first = appliance.attach(writable.withCopyOnRead(true));
            appliance.attach(DiskSpec.readWrite(untouched.toString()).withFormat("qcow2"));
            AttachedDisk third =
                    appliance.attach(DiskSpec.readOnly(untouched.toString()).withCopyOnRead(true));
            String sums = Appliances.shell(appliance, "for disk in a b c; do md5sum </dev/sd$disk; done | sort -u");

            assertThat(sums).hasLineCount(1);
            appliance.detach(third);
            appliance.detach(first);
        }
        assertThat(Files.size(kept)).isGreaterThan(Files.size(untouched) + MIB / 2);
    }

    private Path qcow2Over(Path base, String name) throws Exception {
        Path image = directory.resolve(name);
        output("qemu-img", "create", "-q", "-f", "qcow2", "-b", base.toString(), "-F", "raw", image.toString());
        return image;
    }

    private static String output(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(text).isZero();
        return text;
    }

    @Test
    void theGuestsFlushesReachTheStorageExceptOfScratchDisks() throws IOException {
        ApplianceStarter starter =
                new ApplianceStarter(Appliances.cache().directory(), Appliances.image(), ApplianceOptions.defaults());
        Machine machine = starter.start();
        try (Appliance appliance = new RunningAppliance(machine)) {
            String kept = image("kept", MIB).toString();
            String scratch = image("scratch", MIB).toString();
            appliance.attach(DiskSpec.readWrite(kept).withFormat("raw"));
            appliance.attach(DiskSpec.readWrite(scratch).withFormat("raw").withCache(DiskSpec.Cache.UNSAFE));

            Map<String, Object> flushesIgnored = new TreeMap<>();
            for (Object node : (List<?>) machine.qmp().run("query-named-block-nodes", Map.of())) {
                Map<?, ?> fields = (Map<?, ?>) node;
                if (kept.equals(fields.get("file")) || scratch.equals(fields.get("file"))) {
                    Map<?, ?> cache = (Map<?, ?>) Objects.requireNonNull(fields.get("cache"));
                    flushesIgnored.put(String.valueOf(fields.get("node-name")), cache.get("no-flush"));
                    assertThat(cache.get("direct")).isEqualTo(false);
                }
            }
            // Each disk is two nodes: the file and the format in it.
            assertThat(flushesIgnored)
                    .containsExactlyInAnyOrderEntriesOf(Map.of("f0", false, "i0", false, "f1", true, "i1", true));
        }
    }

    @Test
    void aDetachedDiskMakesRoomForTheNext() throws IOException {
        Path small = image("small", MIB);
        Path large = image("large", 2 * MIB);
        try (Appliance appliance = Appliances.start()) {
            AttachedDisk disk = appliance.attach(DiskSpec.readOnly(small.toString()));
            appliance.detach(disk);
            AttachedDisk next = appliance.attach(DiskSpec.readOnly(large.toString()));

            assertThat(next).isEqualTo(disk);
            assertThat(appliance.connection().actions(BlockDevices.class).blockdevGetsize64(next.device()))
                    .isEqualTo(2 * MIB);
        }
    }

    @Test
    void aMissingImageIsToldAndTheMachineGoesOn() throws IOException {
        try (Appliance appliance = Appliances.start()) {
            String missing = directory.resolve("missing").toString();

            assertThatThrownBy(() -> appliance.attach(DiskSpec.readOnly(missing)))
                    .isInstanceOf(DiskAttachException.class)
                    .hasMessageStartingWith("disk: cannot be opened: " + missing);
            appliance.connection().ping();
        }
    }
}
