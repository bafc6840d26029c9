package org.guestscope.appliance.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.cpio.CpioArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.guestscope.guest.action.Archives;
import org.guestscope.guest.action.Checksums;
import org.guestscope.guest.action.Contents;
import org.guestscope.guest.action.Nodes;
import org.guestscope.guest.action.Texts;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tukaani.xz.XZInputStream;

/** Copies between files and devices, and archives, which the host's own libraries read back. */
@Timeout(600)
class TransferActionsIT {

    private static final int DEVICE_BYTES = 2 << 20;

    @RegisterExtension
    static final GuestMachine GUEST = new GuestMachine(64, 2, 2);

    private final Contents contents = GUEST.actions(Contents.class);
    private final Archives archives = GUEST.actions(Archives.class);
    private final Nodes nodes = GUEST.actions(Nodes.class);

    @BeforeEach
    void mount() throws IOException {
        GUEST.mountExt4("/dev/sda");
        GUEST.shell("yes 0123456789abcde | head -c 2097152 >/dev/sdb");
    }

    @Test
    void devicesAndFilesAreCopied() throws IOException {
        contents.copyDeviceToDevice("/dev/sdb", "/dev/sdc", null, null, null, null, null);
        assertThat(GUEST.shell("cmp /dev/sdb /dev/sdc && echo same")).isEqualTo("same");
        contents.copyDeviceToFile("/dev/sdb", "/file", 4L, null, 20L, null, null);
        assertThat(GUEST.shell("cat /sysroot/file")).isEqualTo("456789abcde\n01234567");
        contents.copyDeviceToFile("/dev/sdb", "/file", null, null, 3L, null, true);
        assertThat(GUEST.shell("cat /sysroot/file")).isEqualTo("456789abcde\n01234567012");
        contents.copyFileToDevice("/file", "/dev/sdc", 0L, 32L, 4L, null, null);
        assertThat(GUEST.shell("head -c 48 /dev/sdc")).isEqualTo("0123456789abcde\n0123456789abcde\n4567456789abcde");
        contents.copyDeviceToDevice("/dev/sdb", "/dev/sdc", 1L, 0L, 5L, true, null);
        assertThat(GUEST.shell("head -c 8 /dev/sdc")).isEqualTo("12345567");
        assertThatThrownBy(() ->
                        contents.copyDeviceToDevice("/dev/sdb", "/dev/sdc", null, 1L, (long) DEVICE_BYTES, null, null))
                .hasMessageContaining("No space");
        assertThatThrownBy(
                        () -> contents.copyDeviceToFile("/dev/sdb", "/file", 0L, null, DEVICE_BYTES + 1L, null, null))
                .hasMessageContaining("bytes");
        assertThatThrownBy(() -> contents.copyFileToDevice("/file", "/dev/sdc", -1L, null, null, null, null))
                .hasMessageContaining("Invalid argument");
    }

    @Test
    void sparseCopiesStaySparse() throws IOException {
        GUEST.shell("blkdiscard -f /dev/sdb; printf x | dd of=/dev/sdb bs=1 seek=1M conv=notrunc,fsync 2>/dev/null");
        contents.copyDeviceToFile("/dev/sdb", "/sparse", null, null, null, true, null);
        assertThat(GUEST.shell("cmp /dev/sdb /sysroot/sparse && echo same")).isEqualTo("same");
        assertThat(Integer.parseInt(GUEST.shell("sync; stat -c %b /sysroot/sparse")))
                .isLessThan(1024);
    }

    @Test
    void deviceIsSummedAndCompressed() throws Exception {
        byte[] content = contents.preadDevice("/dev/sdb", DEVICE_BYTES, 0);
        Checksums checksums = GUEST.actions(Checksums.class);
        assertThat(checksums.checksumDevice("sha256", "/dev/sdb"))
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(content)));
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        archives.compressDeviceOut("gzip", "/dev/sdb", compressed, 9);
        assertThat(new GZIPInputStream(new ByteArrayInputStream(compressed.toByteArray())).readAllBytes())
                .isEqualTo(content);
        assertThatThrownBy(() -> archives.compressDeviceOut("gzip", "/dev/sdb", compressed, 99))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> archives.compressDeviceOut("none", "/dev/sdb", compressed, null))
                .isInstanceOf(IOException.class);
        GUEST.shell("gzip -k </dev/sdb >/sysroot/packed");
        assertThat(GUEST.actions(Texts.class).zfile("gzip", "/packed")).contains("ASCII text");
        assertThatThrownBy(() -> GUEST.actions(Texts.class).zfile("none", "/packed"))
                .isInstanceOf(IOException.class);
    }

    @Test
    void xzTarballsGoOutAndIn() throws IOException {
        nodes.mkdir("/tree");
        GUEST.write("/tree/file", "content");
        nodes.lnS("file", "/tree/link");
        ByteArrayOutputStream tarball = new ByteArrayOutputStream();
        archives.txzOut("/tree", tarball);
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZInputStream(new ByteArrayInputStream(tarball.toByteArray())))) {
            for (ArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                assertThat(entry.getName()).isIn("./", "./file", "./link");
            }
        }
        nodes.mkdir("/back");
        archives.txzIn(new ByteArrayInputStream(tarball.toByteArray()), "/back");
        assertThat(GUEST.shell("cat /sysroot/back/link")).isEqualTo("content");
        assertThatThrownBy(() -> archives.txzIn(new ByteArrayInputStream(new byte[100]), "/back"))
                .hasMessageContaining("/back");
    }

    @Test
    void cpioArchivesAndInitialRamDisksAreRead() throws IOException {
        nodes.mkdir("/tree");
        nodes.mkdir("/tree/etc");
        GUEST.write("/tree/etc/name", "content\n");
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        archives.cpioOut("/tree", archive, "newc");
        String names = "";
        try (CpioArchiveInputStream cpio =
                new CpioArchiveInputStream(new ByteArrayInputStream(archive.toByteArray()))) {
            for (ArchiveEntry entry = cpio.getNextEntry(); entry != null; entry = cpio.getNextEntry()) {
                names += entry.getName() + " ";
            }
        }
        assertThat(names).isEqualTo(". etc etc/name ");
        GUEST.shell("cd /sysroot/tree && find . | cpio -o -H newc | gzip >/sysroot/initrd");
        assertThat(archives.initrdList("/initrd")).contains("etc", "etc/name");
        assertThat(archives.initrdCat("/initrd", "etc/name"))
                .isEqualTo("content\n".getBytes(StandardCharsets.US_ASCII));
        assertThatThrownBy(() -> archives.initrdCat("/initrd", "none")).hasMessageContaining("none");
        assertThatThrownBy(() -> archives.cpioOut("/tree", archive, "odc")).hasMessageContaining("unknown cpio format");
    }

    @Test
    void treesAreSynchronized() throws IOException {
        nodes.mkdir("/source");
        GUEST.write("/source/-file", "content");
        nodes.mkdir("/target");
        GUEST.write("/target/left", "over");
        contents.rsync("/source/", "/target/", true, null);
        assertThat(GUEST.shell("ls /sysroot/target")).isEqualTo("-file\nleft");
        contents.rsync("/source/", "/target/", true, true);
        assertThat(GUEST.shell("ls /sysroot/target; cat /sysroot/target/-file")).isEqualTo("-file\ncontent");

        // The remote side is a daemon in the same machine, spoken to on its loopback interface.
        GUEST.shell("ip link set lo up 2>/dev/null || ifconfig lo 127.0.0.1;"
                + " mkdir -p /tmp/module/in; echo remote >/tmp/module/in/file;"
                + " printf '[module]\\npath = /tmp/module\\nread only = no\\nuid = 0\\ngid = 0\\nuse chroot = no\\n'"
                + " >/tmp/rsyncd.conf; rsync --daemon --config=/tmp/rsyncd.conf --address=127.0.0.1 --port=8873");
        String remote = "rsync://127.0.0.1:8873/module";
        contents.rsyncIn(remote + "/in/", "/target/", true, true);
        assertThat(GUEST.shell("cat /sysroot/target/file; ls /sysroot/target")).isEqualTo("remote\nfile");
        contents.rsyncOut("/source/", remote + "/in/", true, true);
        assertThat(GUEST.shell("ls /tmp/module/in")).isEqualTo("-file");
        assertThatThrownBy(() -> contents.rsync("/none/", "/target/", null, null))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> contents.rsyncIn("--help", "/target/", null, null))
                .isInstanceOf(IOException.class);
    }
}
