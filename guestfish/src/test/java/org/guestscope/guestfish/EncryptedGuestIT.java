package org.guestscope.guestfish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code -i} with {@code --key} on guests whose root is encrypted: a filesystem in LUKS, and LVM in LUKS. */
class EncryptedGuestIT {

    private static final String PLAIN_UUID = "11111111-2222-3333-4444-555555555555";
    private static final String LVM_UUID = "66666666-7777-8888-9999-000000000000";
    private static final String PLAIN_ROOT = "/dev/mapper/luks-" + PLAIN_UUID;
    private static final String[] QUESTIONS = {
        "-i", "inspect-get-roots", ":", "mountpoints", ":", "list-filesystems", ":", "cat", "/etc/hostname"
    };

    @TempDir
    private static Path home;

    /** One partition from 1 MiB on, LUKS in it, as {@code cryptsetup} makes it, with a cheap key derivation. */
    private static void encryptedDisk(String name, String uuid) throws IOException, InterruptedException {
        Path luks = home.resolve("luks");
        try (RandomAccessFile file = new RandomAccessFile(luks.toFile(), "rw")) {
            file.setLength(40 << 20);
        }
        String script = """
                set -e
                printf abc | cryptsetup luksFormat -q --type luks2 --pbkdf pbkdf2 --pbkdf-force-iterations 1000 --uuid %s luks -
                truncate -s 42M %s
                echo '2048,81920,83' | sfdisk -q %2$s
                dd if=luks of=%2$s bs=1M seek=1 conv=notrunc,sparse status=none
                rm luks
                """.formatted(uuid, name);
        Process process = new ProcessBuilder("sh", "-c", script)
                .directory(home.toFile())
                .inheritIO()
                .start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    @BeforeAll
    static void makeGuests() throws IOException, InterruptedException {
        encryptedDisk("plain", PLAIN_UUID);
        encryptedDisk("lvm", LVM_UUID);
        Files.writeString(home.resolve("key"), "abc\nsecond line\n");
        Files.writeString(home.resolve("wrong"), "abd");
        Fish.Result made = new Fish(home).run("""
                        run
                        cryptsetup-open /dev/sda1 plain
                        abc
                        cryptsetup-open /dev/sdb1 pv
                        abc
                        pvcreate /dev/mapper/pv
                        vgcreate vg /dev/mapper/pv
                        lvcreate root vg 16
                        mkfs ext4 /dev/mapper/plain
                        mkfs ext4 /dev/vg/root
                        mount /dev/mapper/plain /
                        <! for d in bin etc usr lib; do echo mkdir /$d; done
                        write /etc/os-release "ID=debian\\n"
                        write /etc/hostname plain
                        write /etc/fstab "/dev/mapper/cryptroot / ext4 defaults 0 1\\n"
                        umount-all
                        mount /dev/vg/root /
                        <! for d in bin etc usr lib; do echo mkdir /$d; done
                        write /etc/os-release "ID=debian\\n"
                        write /etc/hostname lvm
                        write /etc/fstab "/dev/mapper/vg-root / ext4 defaults 0 1\\n"
                        """, "--keys-from-stdin", "-a", "plain", "-a", "lvm");
        assertThat(made.err()).isEmpty();
        assertThat(made.status()).isZero();
    }

    private static Fish.Result inspect(String input, String disk, String... keys)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("--ro", "-a", disk));
        words.addAll(List.of(keys));
        words.addAll(List.of(QUESTIONS));
        return new Fish(home).run(input, words.toArray(String[]::new));
    }

    private static void assertInspected(Fish.Result result, String root, String name) {
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).isEqualTo("%1$s\n%1$s: /\n%1$s: ext4\n%2$s\n".formatted(root, name));
        assertThat(result.status()).isZero();
    }

    @Test
    void aKeyOfTheDeviceOpensTheRoot() throws Exception {
        assertInspected(inspect("", "plain", "--key", "/dev/sda1:key:abc"), PLAIN_ROOT, "plain");
    }

    @Test
    void keysOfOneDeviceAreTriedInTurn() throws Exception {
        assertInspected(
                inspect(
                        "",
                        "plain",
                        "--key",
                        "/dev/sda1:key:wrong",
                        "--key",
                        PLAIN_UUID + ":file:wrong",
                        "--key",
                        PLAIN_UUID + ":file:key"),
                PLAIN_ROOT,
                "plain");
    }

    @Test
    void volumesInsideAreFoundAndMounted() throws Exception {
        assertInspected(inspect("", "lvm", "--key", "all:key:abc"), "/dev/vg/root", "lvm");
    }

    @Test
    void withoutAnOptionTheKeyIsAskedFor() throws Exception {
        assertInspected(inspect("abc\n", "plain", "--keys-from-stdin"), PLAIN_ROOT, "plain");
    }

    @Test
    void whatOpensNothingIsNamed() throws Exception {
        assertRefused(
                inspect("", "plain", "--key", "/dev/sda1:key:wrong"),
                "luks_open: /dev/sda1: no key opens this encrypted filesystem: ");
        assertRefused(
                inspect("", "plain", "--key", "/dev/sda1:file:nosuch"), "key file nosuch: No such file or directory");
        assertRefused(
                inspect("", "plain", "--key", "/dev/sda1:clevis"),
                "clevis_luks_unlock: /dev/sda1: keys from clevis are not supported");
        Fish.Result unnamed = inspect("", "plain", "--keys-from-stdin", "--key", "/dev/sdb:key:abc");
        assertThat(unnamed.err()).isEqualTo("guestfish: no key or passphrase for \"/dev/sda1\": end of input\n");
        assertThat(unnamed.status()).isEqualTo(1);
    }

    private static void assertRefused(Fish.Result result, String complaint) {
        assertThat(result.err()).startsWith("libguestfs: error: " + complaint).hasLineCount(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.status()).isEqualTo(1);
    }
}
