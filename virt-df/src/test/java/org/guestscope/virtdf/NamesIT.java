package org.guestscope.virtdf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.guestscope.appliance.session.ApplianceLauncher;
import org.guestscope.appliance.session.Session;
import org.guestscope.disk.fs.blkid.Blkid;
import org.guestscope.disk.fs.blkid.Identity;
import org.guestscope.disk.image.DiskImage;
import org.guestscope.disk.image.DiskImages;
import org.guestscope.disk.image.ImageFormat;
import org.guestscope.disk.image.OpenOptions;
import org.guestscope.guest.wire.Value;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Type, label and UUID as they are read directly are those that the appliance gives, whatever tool made the device. */
class NamesIT {

    /** A function for the lines of {@link #DISKS}: the size in MiB, then the command that makes {@code $d}. */
    private static final String MAKE = """
            export LC_ALL=C.UTF-8 PATH=$PATH:/usr/sbin:/sbin
            uuid=12345678-9abc-4def-8123-456789abcdef
            number=100
            d=$number.img
            make() {
                truncate -s $1M $d
                shift
                "$@"
                number=$((number + 1))
                d=$number.img
            }
            mkdir tree
            seq 1 2000 >tree/file
            echo key >key
            """;

    /** A line for each disk; the last three are filled by {@link #MEMBERS}. */
    private static final String DISKS = """
            make 8 mkfs.ext2 -q -F -L ' spaces around ' $d
            make 8 mkfs.ext2 -q -F -r 0 -L revision_0 $d
            make 8 mkfs.ext3 -q -F -L sixteen_letters_ $d
            make 8 mkfs.ext3 -q -F -O journal_dev -L journal $d
            make 8 mkfs.ext4 -q -F -L größe_日本 -U $uuid $d
            make 8 mkfs.ext4 -q -F -O ^has_journal $d
            make 320 mkfs.xfs -q -L twelve_chars $d
            make 320 mkfs.xfs -q -m crc=0 $d
            make 120 mkfs.btrfs -q -L 'a longer label than the others have' $d
            make 16 mkfs.btrfs -q -M $d
            make 2 mkfs.vfat -F 12 -n TWELVE $d
            make 16 mkfs.vfat -F 16 -n lower $d
            make 40 mkfs.vfat -F 32 -i 1234abcd -n 'AND A SPACE' $d
            make 40 mkfs.vfat -F 32 $d
            make 2 mkfs.vfat -a -S 2048 $d
            make 8 mkfs.exfat -L größe_日 $d
            make 8 mkfs.exfat $d
            make 8 mkfs.ntfs -q -F -f -L 'Größe 日本' $d
            make 8 mkfs.ntfs -q -F -f -s 4096 $d
            make 64 mkfs.f2fs -q -l größe_日本 $d
            make 64 mkfs.f2fs -q $d
            make 16 mkfs.jfs -q -L jfs_label $d
            make 40 mkfs.reiserfs -q -ff -l reiser_label $d
            make 130 mkfs.nilfs2 -q -L nilfs_label $d
            make 8 mkfs.minix -1 $d
            make 8 mkfs.minix -3 $d
            make 1 mkfs.bfs -V volume -F name $d
            make 8 mkfs.udf -l größe_日本 --uuid=123456789abcdef0 $d
            make 8 mkfs.udf -r 1.02 -b 512 $d
            make 8 mkswap -q -L swap_label -U $uuid $d
            make 8 mkswap -q -p 65536 $d
            make 20 cryptsetup luksFormat -q --type luks1 --pbkdf-force-iterations 1000 --key-file key $d
            make 20 cryptsetup luksFormat -q --type luks2 --label luks_label \
                --pbkdf pbkdf2 --pbkdf-force-iterations 1000 --key-file key $d
            make 0 mksquashfs tree $d -quiet -no-progress -noappend
            make 0 mkfs.erofs -U $uuid $d tree
            make 0 mkfs.cramfs -n cram_name tree $d
            make 0 genisoimage -quiet -V PLAIN -o $d tree
            make 0 genisoimage -quiet -R -J -V größe -input-charset utf-8 -o $d tree
            make 8 parted -s $d mklabel gpt
            make 8 true
            make 16 true
            make 16 true
            make 16 true
            """;

    /** What takes a kernel to be made: an LVM physical volume and parts of arrays. */
    private static final String MEMBERS = """
            set -e
            lvm pvcreate -qq %s
            mdadm -q --create /dev/md/name --run --homehost=guest --level=1 --raid-devices=2 %s missing
            mdadm -q --create /dev/md/old --run --metadata=0.90 --level=1 --raid-devices=2 %s missing
            mdadm -q --stop --scan
            """;

    @TempDir
    static Path folder;

    private static final List<Path> IMAGES = new ArrayList<>();

    /** Type, label and UUID of each disk by the appliance. */
    private static final List<String> TOLD = new ArrayList<>();

    @BeforeAll
    static void makeAndAsk() throws IOException, InterruptedException {
        IMAGES.clear();
        TOLD.clear();
        Path script = Files.writeString(folder.resolve("make"), MAKE + DISKS);
        Process shell = new ProcessBuilder("sh", "-e", script.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        shell.getOutputStream().close();
        String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).as(said).isZero();
        for (int i = 0; i < recipes().size(); i++) {
            IMAGES.add(folder.resolve(100 + i + ".img"));
        }
        askAppliance();
    }

    private static void askAppliance() throws IOException {
        try (Session session = new Session(
                System.getenv(), new ApplianceLauncher((step, done, total) -> {}), path -> path, line -> {})) {
            for (Path image : IMAGES) {
                session.call("add-drive", image.toString(), null, "raw");
            }
            session.call("launch");
            List<String> devices = ((Value.Texts) session.call("list-devices"))
                    .items().stream().map(NamesIT::text).toList();
            Object[] members =
                    devices.subList(devices.size() - 3, devices.size()).toArray();
            session.call("debug", "sh", List.of(MEMBERS.formatted(members)));
            for (String device : devices) {
                TOLD.add(names(
                        text(session.call("vfs-type", device)),
                        text(session.call("vfs-label", device)),
                        text(session.call("vfs-uuid", device))));
            }
            session.call("sync");
        }
    }

    private static List<String> recipes() {
        return DISKS.replace("\\\n", "").lines().toList();
    }

    private static String text(Value value) {
        return new String(((Value.Text) value).bytes(), StandardCharsets.UTF_8);
    }

    private static String names(String type, @Nullable String label, @Nullable String uuid) {
        return "%s <%s> %s"
                .formatted(type, Objects.requireNonNullElse(label, ""), Objects.requireNonNullElse(uuid, ""));
    }

    private static String direct(Path file) throws IOException {
        OpenOptions raw = OpenOptions.defaults().withFormat(ImageFormat.RAW);
        try (DiskImage image = DiskImages.open(file, raw)) {
            @Nullable Identity found = Blkid.identify(image).orElse(null);
            return found == null ? names("", null, null) : names(found.type(), found.label(), found.uuid());
        }
    }

    @Test
    void everyDeviceHasTheSameNamesInBothWays() throws IOException {
        StringBuilder direct = new StringBuilder();
        StringBuilder appliance = new StringBuilder();
        for (int i = 0; i < IMAGES.size(); i++) {
            String recipe = recipes().get(i);
            direct.append(recipe).append(": ").append(direct(IMAGES.get(i))).append('\n');
            appliance.append(recipe).append(": ").append(TOLD.get(i)).append('\n');
        }
        assertThat(direct.toString()).isEqualTo(appliance.toString());
    }

    @Test
    void everyToolMadeWhatIsRecognised() {
        assertThat(TOLD.subList(0, TOLD.size() - 5)).doesNotContain(names("", null, null));
        assertThat(TOLD.subList(TOLD.size() - 5, TOLD.size()))
                .extracting(names -> names.split(" ")[0])
                .containsExactly("", "", "LVM2_member", "linux_raid_member", "linux_raid_member");
    }

    @Test
    void rowsOfVirtDfHaveTheSameNamesInBothWays() {
        assertThat(rows("direct")).hasSizeGreaterThan(5).isEqualTo(rows("appliance"));
    }

    /** Of some of the disks: mounting takes its time. */
    private static List<String> rows(String source) {
        List<String> words = new ArrayList<>(
                List.of("--csv", "--format=raw", "--output=device,type,label,fsuuid", "--source", source));
        for (int i = 0; i < IMAGES.size(); i += 5) {
            words.addAll(List.of("-a", IMAGES.get(i).toString()));
        }
        return CommandRun.of(words.toArray(String[]::new)).out().lines().toList();
    }
}
