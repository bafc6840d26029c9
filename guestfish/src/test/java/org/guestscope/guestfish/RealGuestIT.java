package org.guestscope.guestfish;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real system, installed from Debian's packages, gets the answers that the installed libguestfs gives about it. */
@Timeout(900)
class RealGuestIT {

    private static final Path PEER = Path.of("/usr/bin/guestfish");

    private static final String QUESTIONS = """
            inspect-get-roots
            inspect-get-type /dev/sda
            inspect-get-distro /dev/sda
            inspect-get-arch /dev/sda
            inspect-get-product-name /dev/sda
            inspect-get-product-variant /dev/sda
            inspect-get-major-version /dev/sda
            inspect-get-minor-version /dev/sda
            inspect-get-osinfo /dev/sda
            inspect-get-hostname /dev/sda
            inspect-get-package-format /dev/sda
            inspect-get-package-management /dev/sda
            inspect-get-format /dev/sda
            inspect-is-live /dev/sda
            inspect-is-netinst /dev/sda
            inspect-is-multipart /dev/sda
            inspect-get-mountpoints /dev/sda
            inspect-get-filesystems /dev/sda
            inspect-get-drive-mappings /dev/sda
            inspect-list-applications /dev/sda
            inspect-list-applications2 /dev/sda
            mountpoints
            file-architecture /bin/ls
            cat /etc/os-release
            command "sh -c 'id -u; ls -d /proc/self /dev/null'"
            """;

    @TempDir
    Path home;

    @Test
    void everyAnswerIsThePeers() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/mmdebstrap")), "mmdebstrap is missing");
        assumeTrue("root".equals(System.getProperty("user.name")), "root, who may unpack a system, is missing");
        run(Map.of(), "", "sh", "-e", "-c", """
                mmdebstrap --quiet --variant=essential bookworm debian.tar
                mkdir debian && tar -C debian -xf debian.tar
                truncate -s 900M debian.img
                mke2fs -q -t ext4 -L debian -d debian debian.img
                rm -rf debian debian.tar
                """);
        String[] options = {"--ro", "--format=raw", "-a", "debian.img", "-i"};

        Fish.Result ours = new Fish(home).run(QUESTIONS, options);
        List<String> peer = new ArrayList<>(List.of(PEER.toString()));
        peer.addAll(List.of(options));
        // Emulation works everywhere; a KVM that opens and boots nothing would hang the peer.
        String theirs = run(
                Map.of("LIBGUESTFS_BACKEND", "direct", "LIBGUESTFS_BACKEND_SETTINGS", "force_tcg"),
                QUESTIONS,
                peer.toArray(String[]::new));

        assertThat(ours.err()).isEmpty();
        assertThat(ours.out()).isEqualTo(theirs).contains("debian12", "app2_name: base-files");
    }

    private String run(Map<String, String> environment, String input, String... command)
            throws IOException, InterruptedException {
        Path in = Files.writeString(home.resolve("in"), input);
        Path out = home.resolve("out");
        Path err = home.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(Files.readString(err)).isZero();
        return new String(Files.readAllBytes(out), StandardCharsets.ISO_8859_1);
    }
}
