package org.guestscope.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.math.BigInteger;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.guestscope.guest.ActionException;
import org.guestscope.guest.FileSource;
import org.guestscope.guest.GuestConnection;
import org.guestscope.guest.action.Archives;
import org.guestscope.guest.action.Attributes;
import org.guestscope.guest.action.BlockDevices;
import org.guestscope.guest.action.Checksums;
import org.guestscope.guest.action.Contents;
import org.guestscope.guest.action.Filesystems;
import org.guestscope.guest.action.Mounts;
import org.guestscope.guest.action.Nodes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Large files of the host reach the guest through the transfer drive, as small ones and streams do through the port. */
@Timeout(600)
class UploadIT {

    private static final int MIB = 1 << 20;

    /** From here on the drive is used. */
    private static final int LARGE = 16 * MIB;

    @TempDir
    Path directory;

    private Appliance appliance;
    private GuestConnection guest;

    @BeforeEach
    void start() throws Exception {
        appliance = Appliances.start();
        guest = appliance.connection();
        disk("first", 512L * MIB);
        disk("second", 40L * MIB);
    }

    @AfterEach
    void stop() throws IOException {
        appliance.close();
        assertThat(Appliances.leftovers()).isEmpty();
    }

    private void disk(String name, long bytes) throws IOException {
        Path image = directory.resolve(name);
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(bytes);
        }
        appliance.attach(DiskSpec.readWrite(image.toString()).withFormat("raw"));
    }

    private void mount(String filesystem) throws IOException {
        guest.actions(Mounts.class).umountAll();
        guest.actions(Filesystems.class).mkfs(filesystem, "/dev/sda", null, null, null, null, null);
        guest.actions(Mounts.class).mount("/dev/sda", "/");
    }

    private Path file(int bytes) throws IOException {
        byte[] content = new byte[bytes];
        new Random(bytes).nextBytes(content);
        return Files.write(directory.resolve("file" + bytes), content);
    }

    private FileSource open(Path file) throws IOException {
        return new FileSource(new FileInputStream(file.toFile()), file);
    }

    private void upload(Path file, String to) throws IOException {
        try (InputStream in = open(file)) {
            guest.actions(Contents.class).upload(in, to);
        }
    }

    private static String sha256(Path file) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return "%064x".formatted(new BigInteger(1, digest.digest()));
    }

    private String sha256InGuest(String path) throws IOException {
        return guest.actions(Checksums.class).checksum("sha256", path);
    }

    @Test
    void filesOfAllLengthsArriveOnEveryFilesystem() throws Exception {
        for (String filesystem : List.of("ext4", "xfs", "btrfs", "vfat")) {
            mount(filesystem);
            for (int bytes : List.of(LARGE, LARGE + 1, LARGE + 2047, LARGE + 2048, LARGE + 4096 * 3 + 5)) {
                Path file = file(bytes);
                upload(file, "/file");

                assertThat(guest.actions(BlockDevices.class).listDevices())
                        .as("the drive is no disk of the guest's")
                        .containsExactly("/dev/sda", "/dev/sdb");
                assertThat(guest.actions(Attributes.class).filesize("/file"))
                        .as("%d bytes on %s", bytes, filesystem)
                        .isEqualTo(bytes);
                assertThat(sha256InGuest("/file"))
                        .as("%d bytes on %s", bytes, filesystem)
                        .isEqualTo(sha256(file));
            }
        }
    }

    @Test
    void itGoesToTheOffsetThatIsAskedForAndToDevices() throws Exception {
        mount("ext4");
        Path file = file(LARGE + 3000);
        for (long offset : List.of(4096L, 1234L)) {
            try (InputStream in = open(file)) {
                guest.actions(Contents.class).uploadOffset(in, "/at" + offset, offset);
            }
            assertThat(Appliances.shell(
                            appliance, "tail -c +%d /sysroot/at%d | sha256sum".formatted(offset + 1, offset)))
                    .startsWith(sha256(file));
        }

        upload(file, "/dev/sdb");
        assertThat(Appliances.shell(appliance, "head -c %d /dev/sdb | sha256sum".formatted(LARGE + 3000)))
                .startsWith(sha256(file));
    }

    @Test
    void archivesAreReadFromItToo() throws Exception {
        mount("ext4");
        Path file = file(LARGE + 77);
        Path tar = directory.resolve("archive.tar");
        Process made = new ProcessBuilder(
                        "tar",
                        "-cf",
                        tar.toString(),
                        "-C",
                        directory.toString(),
                        file.getFileName().toString())
                .inheritIO()
                .start();
        assertThat(made.waitFor()).isZero();

        try (InputStream in = open(tar)) {
            guest.actions(Archives.class).tarIn(in, "/", null, null, null, null);
        }

        assertThat(sha256InGuest("/" + file.getFileName())).isEqualTo(sha256(file));
    }

    /** The name leads this process to the file, and QEMU to whatever it has under that number. */
    @Test
    void aNameThatMeansSomethingElseToQemuIsFollowedHere() throws Exception {
        mount("ext4");
        Path file = file(LARGE + 9);
        AtomicBoolean shown = new AtomicBoolean();
        try (FileInputStream in = new FileInputStream(file.toFile())) {
            Path named = descriptors(ProcessHandle.current().pid(), file).get(0);
            FileSource source = new FileSource(
                    new Skipped(
                            in,
                            () -> shown.set(!descriptors(appliance.pid(), file).isEmpty())),
                    Path.of("/proc/self/fd").resolve(named.getFileName()));
            guest.actions(Contents.class).upload(source, "/file");
        }

        assertThat(shown).as("QEMU had the file while it was skipped here").isTrue();
        assertThat(sha256InGuest("/file")).isEqualTo(sha256(file));
    }

    /** The open descriptors of a process that lead to a file. */
    private static List<Path> descriptors(long pid, Path file) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc", String.valueOf(pid), "fd"))) {
            for (Path descriptor : all) {
                if (Files.exists(descriptor) && Files.isSameFile(descriptor, file)) {
                    found.add(descriptor);
                }
            }
        }
        return found;
    }

    @Test
    void aFullDiskAndABadPathFailAndTheNextUploadWorks() throws Exception {
        mount("ext4");
        Path file = file(LARGE);
        Path tooLarge = directory.resolve("large");
        try (RandomAccessFile large = new RandomAccessFile(tooLarge.toFile(), "rw")) {
            large.setLength(50L * MIB);
        }
        guest.actions(Mounts.class).umountAll();
        guest.actions(Filesystems.class).mkfs("ext4", "/dev/sdb", null, null, null, null, null);
        guest.actions(Mounts.class).mount("/dev/sdb", "/");

        assertThatThrownBy(() -> upload(tooLarge, "/file"))
                .isInstanceOf(ActionException.class)
                .hasMessageContaining("/file: No space left on device");
        assertThatThrownBy(() -> upload(file, "/none/file"))
                .isInstanceOf(ActionException.class)
                .hasMessageContaining("No such file or directory");
        guest.actions(Nodes.class).rmF("/file");
        upload(file, "/file");

        assertThat(sha256InGuest("/file")).isEqualTo(sha256(file));
    }

    @Test
    void aFileThatBecomesShorterMeanwhileIsAnError() throws Exception {
        mount("ext4");
        Path file = file(LARGE + 5);
        try (FileInputStream in = new FileInputStream(file.toFile())) {
            FileSource source = new FileSource(
                    new Skipped(in, () -> {
                        try (RandomAccessFile cut = new RandomAccessFile(file.toFile(), "rw")) {
                            cut.setLength(MIB);
                        }
                    }),
                    file);

            assertThatThrownBy(() -> guest.actions(Contents.class).upload(source, "/file"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("became shorter");
        }
        upload(file(LARGE), "/file");
    }

    @Test
    void anUploadIsCancelled() throws Exception {
        mount("ext4");
        Path sparse = directory.resolve("sparse");
        try (RandomAccessFile large = new RandomAccessFile(sparse.toFile(), "rw")) {
            large.setLength(400L * MIB);
        }
        try (FileInputStream in = new FileInputStream(sparse.toFile())) {
            FileSource source = new FileSource(new Skipped(in, guest::cancel), sparse);

            assertThatThrownBy(() -> guest.actions(Contents.class).upload(source, "/file"))
                    .isInstanceOf(ActionException.class)
                    .hasMessageContaining("Interrupted");
        }
        upload(file(LARGE), "/file");
    }

    /** Does something when it is moved to its end, which happens once the drive has the file. */
    private static final class Skipped extends FilterInputStream {
        private final Hook hook;

        Skipped(InputStream in, Hook hook) {
            super(in);
            this.hook = hook;
        }

        @Override
        public long skip(long bytes) throws IOException {
            hook.run();
            return super.skip(bytes);
        }
    }

    /** What is done then. */
    @FunctionalInterface
    private interface Hook {
        void run() throws IOException;
    }
}
