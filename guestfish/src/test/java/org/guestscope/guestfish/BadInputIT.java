package org.guestscope.guestfish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Input nobody means to send, and sizes nobody expects; the guest is a directory of this host. */
class BadInputIT {
    private static final String START = "scratch 1M\nrun\n";
    /** What a run may take of the host's memory, its virtual machine for Java included. */
    private static final long MOST_KIB = 700 << 10;

    @TempDir
    private Path home;

    private Path root = Path.of("/");
    private Fish fish = new Fish(Path.of("/"));
    private @Nullable LocalAgent agent;
    private final List<Path> mounts = new ArrayList<>();

    @BeforeEach
    void startAgent() throws IOException, InterruptedException {
        root = Files.createDirectory(home.resolve("root"));
        LocalAgent started = new LocalAgent(home, root);
        agent = started;
        fish = new Fish(home);
        fish.environment.put("LIBGUESTFS_BACKEND", started.backend());
    }

    @AfterEach
    void stopAgent() throws IOException, InterruptedException {
        if (agent != null) {
            agent.close();
        }
        for (Path mount : mounts) {
            // The agent unmounts what it finds below its root when a session ends.
            sh("! mountpoint -q " + mount + " || umount -l " + mount);
        }
    }

    private static void sh(String command) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("sh", "-c", command).inheritIO().start().waitFor())
                .as(command)
                .isZero();
    }

    private Path tmpfs(Path directory, String options) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        sh("mount -t tmpfs -o " + options + " tmpfs " + directory);
        mounts.add(directory);
        return directory;
    }

    /** Runs a script and returns the most memory it took, in KiB. */
    private long peak(String script) throws IOException, InterruptedException {
        Path in = Files.writeString(home.resolve("script"), START + script);
        Process process = fish.process()
                .redirectInput(in.toFile())
                .redirectError(home.resolve("err").toFile())
                .redirectOutput(home.resolve("out").toFile())
                .start();
        long peak = 0;
        while (process.isAlive()) {
            try {
                for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
                    if (line.startsWith("VmHWM:")) {
                        peak = Long.parseLong(line.replaceAll("\\D", ""));
                    }
                }
            } catch (IOException e) {
                // It ended between two looks.
                break;
            }
            Thread.sleep(20);
        }
        assertThat(process.waitFor()).isZero();
        assertThat(home.resolve("err")).isEmptyFile();
        return peak;
    }

    @Test
    void aMillionNamesInOneDirectory() throws Exception {
        Path many = tmpfs(root.resolve("many"), "nr_inodes=0");
        sh("cd " + many
                + " && perl -e 'open F, \">n0000000\"; link \"n0000000\", sprintf(\"n%07d\", $_) for 1..999999'");
        long peak = peak("ls /many | wc -l\nls /many | tail -1\nglob echo /many/n099999*\nexists /many/n0999999\n"
                + "readdir /many | grep -c 'name: n'\n");
        StringBuilder matches = new StringBuilder();
        for (int i = 0; i < 10; i++) {
            matches.append("/many/n099999").append(i).append('\n');
        }
        assertThat(home.resolve("out")).hasContent("1000000\nn0999999\n" + matches + "true\n1000000\n");
        assertThat(peak).isBetween(1L, MOST_KIB);
    }

    @Test
    void tenGibibytesOfHolesStayHoles() throws Exception {
        try (RandomAccessFile huge = new RandomAccessFile(root.resolve("huge").toFile(), "rw")) {
            huge.setLength(10L << 30);
            huge.seek(5L << 30);
            huge.write("needle".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        }
        Files.createDirectory(home.resolve("out.d"));
        long peak = peak("copy-out /huge out.d\nchecksum crc /huge\n");
        Path copy = home.resolve("out.d/huge");
        assertThat(copy).hasSize(10L << 30);
        sh("[ $(du -k " + copy + " | cut -f1) -lt 1024 ]");
        sh("[ \"$(tail -c +5368709121 " + copy + " | head -c 6)\" = needle ]");
        sh("[ \"$(cksum < " + copy + " | cut -d' ' -f1)\" = \"$(cat " + home.resolve("out") + ")\" ]");
        assertThat(peak).isBetween(1L, MOST_KIB);
    }

    @Test
    void aFullHostDiskIsNamedAndLeavesNoHalfFile() throws Exception {
        Path small = tmpfs(home.resolve("small"), "size=1M");
        byte[] content = new byte[4 << 20];
        java.util.Arrays.fill(content, (byte) 'x');
        Files.write(root.resolve("f"), content);
        Fish.Result result =
                fish.run(START + "-download /f small/f\n-copy-out /f small\n-download /f /dev/full\necho on\n");
        assertThat(result.err().lines().map(line -> line.replaceFirst("^.*error: ", "")))
                .containsExactly(
                        "small/f: No space left on device",
                        small + "/f: No space left on device",
                        "/dev/full: No space left on device");
        assertThat(small.resolve("f")).doesNotExist();
        assertThat(result.out()).isEqualTo("on\n");
    }

    @Test
    void aDiskThatTheHostCannotHoldLeavesNoFile() throws Exception {
        List<String> words = new ArrayList<>(List.of("sh", "-c", "ulimit -f 2048; exec \"$@\"", "sh"));
        words.addAll(Fish.command("sparse", "big.img", "1T"));
        Process process = new ProcessBuilder(words).directory(home.toFile()).start();
        assertThat(new String(process.getErrorStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo(
                        "*stdin*:0: libguestfs: error: disk_create: cannot create raw file: big.img: File too large\n");
        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(home.resolve("big.img")).doesNotExist();
    }

    @Test
    void outputThatCannotBeWrittenIsAFailure() throws Exception {
        String error = "guestfish: write error: No space left on device\n";
        assertThat(onFullDisk("echo a\necho b\n")).isEqualTo(error + "1");
        assertThat(onFullDisk("-echo a\n!echo c >&2\n")).isEqualTo(error + "c\n0");
        assertThat(onFullDisk("", "--version")).isEqualTo(error + "1");
    }

    /** Standard error and exit status of a run whose standard output takes nothing. */
    private String onFullDisk(String script, String... arguments) throws IOException, InterruptedException {
        Path in = Files.writeString(home.resolve("in"), script);
        Process process = fish.process(arguments)
                .redirectInput(in.toFile())
                .redirectOutput(Path.of("/dev/full").toFile())
                .start();
        String err = new String(process.getErrorStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        return err + process.waitFor();
    }

    @Test
    void imagesThatCannotBeReadAreRefusedAtOnce() throws Exception {
        assertThat(fish.run("", "-a", "nosuch.img").err())
                .isEqualTo("guestfish: access: nosuch.img: No such file or directory\n");
        assertThat(fish.run("", "-a", "root", "echo", "x").err()).contains("root: Is a directory, not a disk image");
        Path secret = Files.write(home.resolve("secret.img"), new byte[4096]);
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        List<String> words = new ArrayList<>(List.of("setpriv", "--reuid=65534", "--clear-groups", "--"));
        words.addAll(Fish.command("-a", "secret.img", "echo", "x"));
        Process process = new ProcessBuilder(words).directory(home.toFile()).start();
        assertThat(new String(process.getErrorStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo("guestfish: access: secret.img: Permission denied\n");
        assertThat(process.waitFor()).isEqualTo(1);
    }
}
