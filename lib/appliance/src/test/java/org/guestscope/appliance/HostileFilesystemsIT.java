package org.guestscope.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.guestscope.guest.ActionException;
import org.guestscope.guest.GuestConnection;
import org.guestscope.guest.action.Attributes;
import org.guestscope.guest.action.Contents;
import org.guestscope.guest.action.Filesystems;
import org.guestscope.guest.action.Listings;
import org.guestscope.guest.action.Mounts;
import org.guestscope.guest.action.Nodes;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * File systems that are damaged on purpose are mounted in the machine and read: what comes of it are answers and errors,
 * at worst the machine's end, and the image stays as it was. Their checksums are off where that can be, so that the
 * damage gets past them.
 */
@Timeout(600)
class HostileFilesystemsIT {

    private static final int MIB = 1 << 20;

    /** Damaged copies of each file system. */
    private static final int COPIES = 8;

    private static final long PATIENCE_MILLIS = 60_000;

    @TempDir
    Path directory;

    private int answers;
    private int errors;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mkfs.ext4 -q -O ^metadata_csum,^has_journal",
                "mkfs.ext2 -q",
                "mkfs.xfs --unsupported -q -f -m crc=0",
                "mkfs.btrfs -q -f",
                "mkfs.vfat -F 32",
                "mkfs.ntfs -q -F",
                "mkfs.f2fs -q -f",
            })
    void damagedFilesystemsDoNoHarm(String mkfs) throws Exception {
        Path whole = Appliances.sparseFile(directory.resolve("whole"), (mkfs.contains("btrfs") ? 128L : 64L) * MIB);
        List<String> command = new ArrayList<>(List.of(mkfs.split(" ")));
        command.add(whole.toString());
        Process made = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(made.waitFor()).as(said).isZero();

        Appliance appliance = Appliances.start();
        try {
            fill(appliance, whole);
            byte[] content = Files.readAllBytes(whole);
            for (int seed = 0; seed < COPIES; seed++) {
                byte[] hostile = content.clone();
                damage(hostile, 4 << seed, new Random(seed));
                Path image = Files.write(directory.resolve("hostile"), hostile);
                if (!appliance.alive()) {
                    appliance.close();
                    appliance = Appliances.start();
                }
                use(appliance, image);

                assertThat(Arrays.equals(Files.readAllBytes(image), hostile))
                        .as("unchanged after seed %d", seed)
                        .isTrue();
            }
        } finally {
            appliance.close();
        }
        assertThat(Appliances.leftovers()).isEmpty();
        assertThat(answers).isPositive();
        assertThat(errors).isPositive();
    }

    private static void fill(Appliance appliance, Path image) throws IOException {
        AttachedDisk disk =
                appliance.attach(DiskSpec.readWrite(image.toString()).withFormat("raw"));
        GuestConnection guest = appliance.connection();
        guest.actions(Mounts.class).mount(disk.device(), "/");
        for (int i = 0; i < 40; i++) {
            guest.actions(Nodes.class).mkdirP("/d" + i % 5);
            guest.actions(Contents.class).write("/d" + i % 5 + "/file" + i, new byte[i * 1000]);
        }
        guest.actions(Mounts.class).umountAll();
        appliance.detach(disk);
    }

    /** Overwrites {@code count} fields of what is in use: noise, ones, zeros, and pieces from elsewhere. */
    private static void damage(byte[] image, int count, Random random) {
        List<Integer> used = new ArrayList<>();
        for (int block = 0; block < image.length; block += 512) {
            for (int i = block; i < block + 512; i++) {
                if (image[i] != 0) {
                    used.add(block);
                    break;
                }
            }
        }
        for (int i = 0; i < count; i++) {
            int at = used.get(random.nextInt(used.size())) + 4 * random.nextInt(127);
            int length = 1 + random.nextInt(8);
            switch (random.nextInt(4)) {
                case 0 -> Arrays.fill(image, at, at + length, (byte) 0xFF);
                case 1 -> Arrays.fill(image, at, at + length, (byte) 0);
                case 2 -> System.arraycopy(image, used.get(random.nextInt(used.size())), image, at, length);
                default -> {
                    byte[] noise = new byte[length];
                    random.nextBytes(noise);
                    System.arraycopy(noise, 0, image, at, length);
                }
            }
        }
    }

    private void use(Appliance appliance, Path image) {
        // A kernel that never comes back out of a file system is ended as a user would end it.
        Thread impatience = new Thread(() -> {
            try {
                Thread.sleep(PATIENCE_MILLIS);
                ProcessHandle.of(appliance.pid()).ifPresent(ProcessHandle::destroyForcibly);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        impatience.setDaemon(true);
        impatience.start();
        try {
            AttachedDisk disk = appliance.attach(DiskSpec.readOnly(image.toString()));
            String device = disk.device();
            GuestConnection guest = appliance.connection();
            Mounts mounts = guest.actions(Mounts.class);
            ask(() -> guest.actions(Filesystems.class).vfsType(device));
            ask(() -> guest.actions(Filesystems.class).vfsLabel(device));
            ask(() -> mounts.mount(device, "/"));
            ask(() -> guest.actions(Attributes.class).statvfs("/"));
            ask(() -> guest.actions(Listings.class).find("/"));
            ask(() -> guest.actions(Contents.class).readFile("/d2/file37"));
            ask(() -> guest.actions(Nodes.class).mkdirP("/new"));
            ask(mounts::umountAll);
            appliance.detach(disk);
        } catch (IOException e) {
            // The guest's kernel gave up: all that was asked of it has failed, and a new machine goes on.
            assertThat(appliance.alive()).as("%s", e).isFalse();
            errors++;
        } finally {
            impatience.interrupt();
        }
    }

    private interface Question {
        void ask() throws IOException;
    }

    private void ask(Question question) throws IOException {
        try {
            question.ask();
            answers++;
        } catch (ActionException e) {
            assertThat(e.getMessage()).isNotBlank();
            errors++;
        }
    }
}
