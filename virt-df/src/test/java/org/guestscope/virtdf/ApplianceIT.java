package org.guestscope.virtdf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.guestscope.appliance.session.ApplianceLauncher;
import org.guestscope.appliance.session.Session;
import org.guestscope.guest.wire.Value;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Figures by way of the appliance, of filesystems that were made in one and left as a crash leaves them. */
class ApplianceIT {

    private static final String LUKS1_UUID = "99999999-2222-4333-8444-555555555555";
    private static final String LUKS2_UUID = "11111111-2222-4333-8444-555555555555";

    /** Makes the filesystems of /dev/sda to /dev/sdj; prints "NAME BLOCKS FREE AVAILABLE BLOCKSIZE", as statfs has them. */
    private static final String MAKE = """
            set -e
            fill() { mkdir -p /tmp/$1; mount $2 /tmp/$1
                for n in 1 2 3 4 5 6 7 8; do dd if=/dev/urandom of=/tmp/$1/f$n bs=300k count=$n 2>/dev/null; done
                rm /tmp/$1/f5; sync -f /tmp/$1; }
            told() { echo $1 $(stat -f -c '%b %f %a %S' /tmp/$1); }
            clean() { umount /tmp/$1; mount -o ro $2 /tmp/$1; told $1; umount /tmp/$1; }
            mkfs.ext4 -q /dev/sda; fill ext4 /dev/sda; told ext4
            mkfs.xfs -q /dev/sdb; fill xfs /dev/sdb
            mkfs.btrfs -q -d raid1 -m raid1 /dev/sdc /dev/sdd; fill btrfs /dev/sdc
            btrfs -q subvolume create /tmp/btrfs/sub; clean btrfs /dev/sdc
            lvm vgcreate -qq vg /dev/sde
            lvm lvcreate -qq -L 64M -V 100M -T -n thin vg/pool >/dev/null 2>&1
            mkfs.ext4 -q /dev/vg/thin; fill thin /dev/vg/thin; clean thin /dev/vg/thin
            lvm vgchange -qq -an vg
            mdadm -q --create /dev/md0 --run --homehost=guest --level=5 --raid-devices=3 --assume-clean /dev/sdf /dev/sdg /dev/sdh
            mkfs.ext4 -q /dev/md0; fill raid5 /dev/md0; clean raid5 /dev/md0; mdadm -q --stop /dev/md0
            printf one | cryptsetup luksFormat -q --type luks1 --uuid UUID1 --pbkdf-force-iterations 1000 /dev/sdi -
            printf one | cryptsetup open --key-file - /dev/sdi luks1
            mkfs.ext4 -q /dev/mapper/luks1; fill luks1 /dev/mapper/luks1; clean luks1 /dev/mapper/luks1
            printf zwölf | cryptsetup luksFormat -q --type luks2 --uuid UUID2 --pbkdf pbkdf2 \\
                --pbkdf-force-iterations 1000 /dev/sdj -
            printf zwölf | cryptsetup open --key-file - /dev/sdj luks2
            mkfs.ext4 -q /dev/mapper/luks2; fill luks2 /dev/mapper/luks2; clean luks2 /dev/mapper/luks2
            cryptsetup close luks1; cryptsetup close luks2
            """.replace("UUID1", LUKS1_UUID).replace("UUID2", LUKS2_UUID);

    private static final List<Integer> MIB = List.of(80, 320, 160, 160, 160, 64, 64, 64, 80, 80);

    @TempDir
    static Path folder;

    /** The lines that {@link #MAKE} printed, by their first word. */
    private static final Map<String, String[]> MADE = new HashMap<>();

    @BeforeAll
    static void makeImages() throws IOException {
        try (Session session = new Session(
                System.getenv(), new ApplianceLauncher((step, done, total) -> {}), path -> path, line -> {})) {
            for (int i = 0; i < MIB.size(); i++) {
                try (RandomAccessFile image = new RandomAccessFile(image(i), "rw")) {
                    image.setLength((long) MIB.get(i) << 20);
                }
                session.call("add-drive", image(i), null, "raw");
            }
            session.call("launch");
            // Two filesystems are still mounted when the machine goes away.
            Value.Text said = (Value.Text) session.call("debug", "sh", List.of(latin1(MAKE)));
            said.latin1().lines().map(line -> line.split(" ")).forEach(words -> MADE.put(words[0], words));
        }
    }

    private static String latin1(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static String image(int number) {
        return folder.resolve((char) ('a' + number) + ".img").toString();
    }

    private static CommandRun source(String source, String options, int... images) {
        // Stated: an image that begins with a LUKS header would be taken for one in QEMU's own format of that name.
        List<String> words = new ArrayList<>(List.of("--csv", "--format=raw", "--source", source));
        words.addAll(List.of(options.split(" ")));
        for (int image : images) {
            words.addAll(List.of("-a", image(image)));
        }
        return CommandRun.of(words.toArray(String[]::new));
    }

    private static String[] made(String name) {
        return Objects.requireNonNull(MADE.get(name), name);
    }

    /** The CSV row that the statfs figures of a filesystem make. */
    private static String row(String guest, String device, String made) {
        String[] word = made(made);
        long unit = Long.parseLong(word[4]) / 1024;
        long blocks = Long.parseLong(word[1]);
        long free = Long.parseLong(word[2]);
        return "%s,%s,%d,%d,%d,%s%n"
                .formatted(
                        guest,
                        device,
                        blocks * unit,
                        (blocks - free) * unit,
                        Long.parseLong(word[3]) * unit,
                        Figures.decimal((float) (100. - 100. * free / blocks)));
    }

    private static Map<String, Long> checksums() throws IOException {
        Map<String, Long> sums = new HashMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                CRC32C sum = new CRC32C();
                sum.update(Files.readAllBytes(file));
                sums.put(file.toString(), sum.getValue());
            }
        }
        return sums;
    }

    @Test
    void dirtyLogsAreReplayedByBothWaysAndNothingIsWritten() throws IOException {
        Map<String, Long> before = checksums();
        CommandRun appliance = source("appliance", "--each", 0, 1, 4);
        assertThat(appliance.err()).isEmpty();
        assertThat(appliance.out())
                .contains(row("a.img", "/dev/sda", "ext4"))
                .contains("b.img,/dev/sda,")
                .contains(row("e.img", "/dev/vg/thin", "thin"));
        assertThat(appliance.out())
                .isEqualTo(source("direct", "--each", 0, 1, 4).out());
        assertThat(appliance.status()).isZero();
        assertThat(checksums()).isEqualTo(before);
    }

    @Test
    void filesystemsOnSeveralDisksAreWhole() {
        StringBuilder twice = new StringBuilder();
        for (String device : List.of("/dev/sda", "/dev/sdb")) {
            twice.append(row("c.img+", device, "btrfs")).append(row("c.img+", "btrfsvol:" + device + "/sub", "btrfs"));
        }
        assertWhole(twice.toString(), 2, 3);
        assertWhole(row("f.img++", "/dev/md127", "raid5"), 5, 6, 7);
    }

    private static void assertWhole(String rows, int... images) {
        CommandRun appliance = source("appliance", "-v", images);
        assertThat(appliance.out()).endsWith("Use%\n" + rows);
        assertThat(source("auto", "-v", images).out()).isEqualTo(appliance.out());
    }

    @Test
    void keysOpenTheDevicesTheyName() throws IOException {
        String first = row("i.img+", "/dev/mapper/luks-" + LUKS1_UUID, "luks1");
        String second = row("i.img+", "/dev/mapper/luks-" + LUKS2_UUID, "luks2");
        Path file = Files.writeString(Files.createTempFile("key", null), "one\n");

        CommandRun both = source("auto", "--key " + LUKS1_UUID + ":key:one --key /dev/sdb:key:zwölf", 8, 9);
        assertThat(both.out()).endsWith("Use%\n" + second + first);
        assertThat(both.err()).isEmpty();

        CommandRun bad = source("auto", "--key /dev/sda:file:" + file + " --key " + LUKS2_UUID + ":key:wrong", 8, 9);
        assertThat(bad.out()).endsWith("Use%\n" + first);
        assertThat(bad.err()).isEqualTo("virt-df: i.img+: /dev/sdb: encrypted, and no key given opens it\n");
        assertThat(bad.status()).isZero();
        Files.delete(file);
    }

    @Test
    void keysOfStandardInputAreTriedOnEveryDevice() {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream("wrong\nzwölf\none\n".getBytes(StandardCharsets.UTF_8)));
        try {
            CommandRun run = source("appliance", "--keys-from-stdin", 8, 9);
            assertThat(run.out())
                    .contains("/dev/mapper/luks-" + LUKS1_UUID + ",")
                    .contains("/dev/mapper/luks-" + LUKS2_UUID + ",");
            assertThat(run.err()).isEmpty();
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void withoutAKeyEncryptedDevicesAreNamed() {
        String why = "encrypted (crypto_LUKS), --key or --keys-from-stdin opens it\n";
        for (String source : List.of("auto", "direct", "appliance")) {
            CommandRun run = source(source, "-i", 8, 9);
            assertThat(run.err()).isEqualTo("virt-df: i.img+: /dev/sda: " + why + "virt-df: i.img+: /dev/sdb: " + why);
            assertThat(run.out()).hasLineCount(1);
            assertThat(run.status()).isZero();
        }
    }

    @Test
    void aKeyFileThatIsMissingIsToldBeforeAnythingStarts() {
        CommandRun run = source("auto", "--key /dev/sda:file:/nonexistent", 8);
        assertThat(run.err()).isEqualTo("virt-df: --key: /nonexistent: cannot be read\n");
        assertThat(run.status()).isEqualTo(1);
    }
}
