package org.guestscope.virtdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Same arguments, same standard output as the virt-df of libguestfs, on images made by the real tools. */
class PeerIT {

    private static final Path PEER = Path.of("/usr/bin/virt-df");

    @TempDir
    static Path folder;

    private static String image = "";

    @BeforeAll
    static void makeAGuestOfFourFilesystems() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(PEER), "virt-df of libguestfs is missing");
        Path tree = Files.createDirectory(folder.resolve("tree"));
        for (int i = 0; i < 300; i++) {
            Files.write(tree.resolve("file" + i), new byte[i * 777]);
        }
        image = folder.resolve("web server.qcow2").toString();
        shell("""
                truncate -s 700M disk.raw
                sfdisk -q --label gpt disk.raw <<END
                start=2048, size=131072, name=boot
                start=133120, size=819200, name=root
                start=952320, size=204800, name=efi
                start=1157120, size=204800, name=swap
                END
                mke2fs -q -t ext4 -L boot -d tree -E offset=1048576 disk.raw 64M
                truncate -s 400M xfs.raw; mkfs.xfs -q -L root xfs.raw
                dd if=xfs.raw of=disk.raw bs=1M seek=65 conv=notrunc status=none
                truncate -s 100M fat.raw; mkfs.vfat -n EFI fat.raw >/dev/null
                dd if=fat.raw of=disk.raw bs=1M seek=465 conv=notrunc status=none
                truncate -s 100M swap.raw; mkswap -q swap.raw
                dd if=swap.raw of=disk.raw bs=1M seek=565 conv=notrunc status=none
                qemu-img convert -c -O qcow2 disk.raw 'web server.qcow2'
                rm *.raw
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--csv", "-h", "-i"})
    void printsWhatThePeerPrints(String option) throws IOException, InterruptedException {
        assertThat(ours(option, "-a", image)).isEqualTo(peer(option, "-a", image));
    }

    @Test
    void listsDomainsOfLibvirtAsThePeerDoes() throws IOException, InterruptedException {
        Path node = folder.resolve("node.xml");
        Files.writeString(node, """
                <node>
                  <domain type='test'>
                    <name>zulu</name><memory>1024</memory><os><type>hvm</type></os>
                    <devices><disk type='file' device='disk'><driver name='qemu' type='qcow2'/>
                      <source file='%1$s'/><target dev='vda'/></disk>
                      <disk type='file' device='cdrom'><target dev='hdc'/></disk></devices>
                  </domain>
                  <domain type='test'>
                    <name>alpha</name><memory>1024</memory><os><type>hvm</type></os>
                    <devices><disk type='file' device='disk'><driver name='qemu' type='qcow2'/>
                      <source file='%1$s'/><target dev='vda'/></disk></devices>
                  </domain>
                </node>
                """.formatted(image));
        String uri = "test://" + node;
        assertThat(ours("--csv", "-c", uri)).isEqualTo(peer("--csv", "-P", "1", "-c", uri));
    }

    @Test
    void readsARealDebianGuest() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/mmdebstrap")), "mmdebstrap is missing");
        assumeTrue("root".equals(System.getProperty("user.name")), "root, who may unpack a system, is missing");
        shell("""
                mmdebstrap --quiet --variant=essential bookworm debian.tar
                mkdir debian && tar -C debian -xf debian.tar
                truncate -s 900M debian.img
                mke2fs -q -t ext4 -L debian -d debian debian.img
                rm -rf debian debian.tar
                """);
        String debian = folder.resolve("debian.img").toString();
        assertThat(ours("--csv", "--format=raw", "-a", debian))
                .isEqualTo(peer("--csv", "--format=raw", "-a", debian))
                .contains("debian.img,/dev/sda,");
    }

    private static String ours(String... args) {
        CommandRun run = CommandRun.of(args);
        assertThat(run.status()).as(run.err()).isZero();
        return run.out();
    }

    private static String peer(String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(PEER.toString()));
        command.addAll(List.of(args));
        return run(command);
    }

    private static void shell(String script) throws IOException, InterruptedException {
        run(List.of("sh", "-e", "-c", script));
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        Path errors = folder.resolve("stderr");
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectError(errors.toFile());
        // Emulation works everywhere; a KVM that opens and boots nothing would hang the peer.
        builder.environment().put("LIBGUESTFS_BACKEND", "direct");
        builder.environment().put("LIBGUESTFS_BACKEND_SETTINGS", "force_tcg");
        Process process = builder.start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as("%s: %s", command, Files.readString(errors))
                .isZero();
        return out;
    }
}
