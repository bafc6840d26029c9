package org.guestscope.appliance.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.guestscope.guest.action.Ext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** ext2, ext3 and ext4, held against what {@code dumpe2fs} reads from their superblocks. */
@Timeout(600)
class ExtActionsIT {

    private static final String UUID = "a3a61220-882b-4f61-89f4-cf24dcc7297d";

    @RegisterExtension
    static final GuestMachine GUEST = new GuestMachine(64, 32);

    private final Ext ext = GUEST.actions(Ext.class);

    /** A field of the superblock. */
    private static String field(String device, String name) throws IOException {
        return GUEST.shell("dumpe2fs -h " + device + " 2>/dev/null | sed -n 's/^" + name + ": *//p'");
    }

    @Test
    void filesystemIsMadeWithEveryOption() throws IOException {
        ext.mke2fs(
                "/dev/sda",
                20000L,
                1024L,
                null,
                8192L,
                16L,
                null,
                256L,
                2L,
                4096L,
                16L,
                32L,
                100000L,
                3,
                null,
                null,
                "name",
                "/last",
                "freebsd",
                "ext4",
                "news",
                UUID,
                true,
                null,
                true,
                true,
                true,
                true,
                null,
                true,
                true,
                true,
                true,
                null,
                true,
                null,
                true,
                true,
                null);
        assertThat(field("/dev/sda", "Block count")).isEqualTo("20000");
        assertThat(field("/dev/sda", "Block size")).isEqualTo("1024");
        assertThat(field("/dev/sda", "Blocks per group")).isEqualTo("8192");
        assertThat(field("/dev/sda", "Inode size")).isEqualTo("256");
        assertThat(Integer.parseInt(field("/dev/sda", "Inode count"))).isBetween(4000, 4200);
        assertThat(field("/dev/sda", "Reserved block count")).isEqualTo("600");
        assertThat(field("/dev/sda", "Filesystem volume name")).isEqualTo("name");
        assertThat(field("/dev/sda", "Last mounted on")).isEqualTo("/last");
        assertThat(field("/dev/sda", "Filesystem OS type")).isEqualTo("FreeBSD");
        assertThat(field("/dev/sda", "Filesystem UUID")).isEqualTo(UUID);
        assertThat(field("/dev/sda", "RAID stride")).isEqualTo("16");
        assertThat(field("/dev/sda", "RAID stripe width")).isEqualTo("32");
        assertThat(field("/dev/sda", "Flex block group size")).isEqualTo("16");
        assertThat(field("/dev/sda", "Total journal size")).isEqualTo("2048k");
        assertThat(field("/dev/sda", "Filesystem flags")).contains("test_filesystem");
        assertThat(field("/dev/sda", "Filesystem features"))
                .contains("has_journal", "flex_bg", "filetype", "large_file", "sparse_super", "resize_inode", "extent")
                .doesNotContain("quota");
        // What it complains of goes to its output, after nothing but its version on stderr.
        assertThatThrownBy(() -> ext.mke2fs(
                        "/dev/sda",
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        "ext4",
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        false,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null))
                .hasMessageContaining("Extents");
    }

    @Test
    void journalsStandOnDevicesOfTheirOwn() throws IOException {
        ext.mke2journal(4096, "/dev/sdb");
        assertThat(field("/dev/sdb", "Filesystem features")).isEqualTo("journal_dev");
        ext.mke2fsJ("ext3", 4096, "/dev/sda", "/dev/sdb");
        assertThat(field("/dev/sda", "Journal UUID")).isEqualTo(field("/dev/sdb", "Filesystem UUID"));

        ext.mke2journalL(4096, "journal", "/dev/sdb");
        assertThat(field("/dev/sdb", "Filesystem volume name")).isEqualTo("journal");
        ext.mke2fsJL("ext4", 4096, "/dev/sda", "journal");
        assertThat(field("/dev/sda", "Journal UUID")).isEqualTo(field("/dev/sdb", "Filesystem UUID"));

        ext.mke2journalU(4096, UUID, "/dev/sdb");
        assertThat(field("/dev/sdb", "Filesystem UUID")).isEqualTo(UUID);
        ext.mke2fsJU("ext4", 4096, "/dev/sda", UUID);
        assertThat(field("/dev/sda", "Journal UUID")).isEqualTo(UUID);
        assertThatThrownBy(() -> ext.mke2fsJU("ext9", 4096, "/dev/sda", UUID))
                .hasMessageContaining("ext9: must be ext2");
        assertThatThrownBy(() -> ext.mke2fsJL("ext4", 4096, "/dev/sda", "other"))
                .isInstanceOf(IOException.class);
    }

    @Test
    void filesystemIsResized() throws IOException {
        GUEST.shell("mkfs.ext4 -q -b 1024 /dev/sda 20000");
        // A file system that was used since its last check.
        GUEST.shell("mkdir -p /tmp/m && mount /dev/sda /tmp/m && touch /tmp/m/x && umount /tmp/m");
        ext.resize2fs("/dev/sda");
        assertThat(field("/dev/sda", "Block count")).isEqualTo("65536");
        ext.resize2fsSize("/dev/sda", 30 << 20);
        assertThat(field("/dev/sda", "Block count")).isEqualTo("30720");
        String minimum = GUEST.shell("resize2fs -P /dev/sda 2>/dev/null | sed 's/.*: //'");
        ext.resize2fsM("/dev/sda");
        assertThat(Long.parseLong(field("/dev/sda", "Block count"))).isLessThanOrEqualTo(Long.parseLong(minimum));
        assertThatThrownBy(() -> ext.resize2fsSize("/dev/sda", -1)).hasMessageContaining("Invalid argument");
        assertThatThrownBy(() -> ext.resize2fsSize("/dev/sda", 1025)).hasMessageContaining("Invalid argument");
    }

    @Test
    void superblockIsNamedAndDamageRepaired() throws IOException {
        GUEST.shell("mkfs.ext4 -q -b 1024 /dev/sda");
        ext.setE2label("/dev/sda", "-L name");
        assertThat(field("/dev/sda", "Filesystem volume name")).isEqualTo("-L name");
        ext.setE2uuid("/dev/sda", UUID);
        assertThat(field("/dev/sda", "Filesystem UUID")).isEqualTo(UUID);
        assertThatThrownBy(() -> ext.setE2uuid("/dev/sda", "no-uuid")).isInstanceOf(IOException.class);

        GUEST.shell("debugfs -w -R 'clri <11>' /dev/sda 2>/dev/null");
        assertThatThrownBy(() -> ext.e2fsck("/dev/sda", null, null)).isInstanceOf(IOException.class);
        ext.e2fsckF("/dev/sda");
        assertThat(GUEST.shell("e2fsck -f -n /dev/sda >/dev/null 2>&1 && echo good"))
                .isEqualTo("good");
    }
}
