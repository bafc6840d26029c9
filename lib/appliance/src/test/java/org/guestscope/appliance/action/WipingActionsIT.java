package org.guestscope.appliance.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import org.guestscope.guest.action.Nodes;
import org.guestscope.guest.action.Wiping;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is wiped is looked for in the image on the host. */
@Timeout(600)
class WipingActionsIT {

    private static final String SECRET = "a secret that must not stay on the disk";

    @RegisterExtension
    static final GuestMachine GUEST = new GuestMachine(16, 16);

    private final Wiping wiping = GUEST.actions(Wiping.class);

    /** Fills the first disk with the secret. */
    private static void fillDisk() throws IOException {
        GUEST.shell("yes '" + SECRET + "' | dd of=/dev/sda bs=1M iflag=fullblock conv=fsync 2>/dev/null; true");
        assertThat(imageHasSecret()).isTrue();
    }

    private static boolean imageHasSecret() throws IOException {
        GUEST.shell("sync; echo 3 >/proc/sys/vm/drop_caches");
        byte[] image = Files.readAllBytes(GUEST.image(0));
        return new String(image, StandardCharsets.ISO_8859_1).contains(SECRET);
    }

    /** Leaves the secret in a block that no file has any more. */
    private static void deleteSecret(String mkfs) throws IOException {
        GUEST.shell(mkfs + " && mount -o nodiscard /dev/sda /sysroot && yes '" + SECRET
                + "' | head -c 1000000 >/sysroot/secret && sync && rm /sysroot/secret && umount /sysroot");
        assertThat(imageHasSecret()).isTrue();
    }

    private static boolean isAllZero() throws IOException {
        byte[] image = Files.readAllBytes(GUEST.image(0));
        return Arrays.equals(image, new byte[image.length]);
    }

    @Test
    void deviceIsZeroed() throws IOException {
        fillDisk();
        wiping.zeroDevice("/dev/sda");
        assertThat(isAllZero()).isTrue();
        assertThat(wiping.isZeroDevice("/dev/sda")).isTrue();
    }

    @Test
    void deviceIsDiscarded() throws IOException {
        fillDisk();
        wiping.blkdiscard("/dev/sda");
        assertThat(isAllZero()).isTrue();
        assertThat(wiping.blkdiscardzeroes("/dev/sda")).isFalse();
    }

    @Test
    void deviceIsScrubbed() throws IOException {
        fillDisk();
        wiping.scrubDevice("/dev/sda");
        assertThat(imageHasSecret()).isFalse();
    }

    @Test
    void signaturesAreWiped() throws IOException {
        GUEST.shell("mkfs.ext4 -q /dev/sda");
        wiping.wipefs("/dev/sda");
        assertThat(GUEST.shell("blkid -p -s TYPE -o value /dev/sda || echo none"))
                .isEqualTo("none");
        assertThat(isAllZero()).as("only signatures go").isFalse();
    }

    @Test
    void freeBlocksOfExtAreZeroed() throws IOException {
        deleteSecret("mkfs.ext2 -q -F /dev/sda");
        wiping.zerofree("/dev/sda");
        assertThat(imageHasSecret()).isFalse();
        assertThat(GUEST.shell("e2fsck -f -n /dev/sda >/dev/null 2>&1 && echo good"))
                .isEqualTo("good");
        assertThatThrownBy(() -> wiping.zerofree("/dev/sdb")).isInstanceOf(IOException.class);
    }

    @Test
    void freeSpaceIsFilledDiscardedAndScrubbed() throws IOException {
        String mkfs = "mkfs.ext4 -q -F -m 0 -E nodiscard /dev/sda";
        String mount = "mount -o nodiscard /dev/sda /sysroot";
        deleteSecret(mkfs);
        GUEST.shell(mount);
        wiping.zeroFreeSpace("/");
        assertThat(imageHasSecret()).as("zeroed").isFalse();
        assertThat(GUEST.shell("ls /sysroot")).isEqualTo("lost+found");
        GUEST.shell("umount /sysroot");

        deleteSecret(mkfs);
        GUEST.shell(mount);
        wiping.fstrim("/", null, null, null);
        assertThat(imageHasSecret()).as("discarded").isFalse();
        GUEST.shell("umount /sysroot");

        deleteSecret(mkfs);
        GUEST.shell(mount);
        GUEST.actions(Nodes.class).mkdir("/directory");
        wiping.scrubFreespace("/directory/new");
        assertThat(imageHasSecret()).as("scrubbed").isFalse();
    }

    @Test
    void fileIsScrubbed() throws IOException {
        GUEST.mountExt4("/dev/sda");
        GUEST.write("/-file", SECRET);
        GUEST.write("/other", "content");
        assertThat(imageHasSecret()).isTrue();
        wiping.scrubFile("/-file");
        assertThat(GUEST.shell("ls /sysroot")).isEqualTo("lost+found\nother");
        assertThat(imageHasSecret()).isFalse();
        assertThatThrownBy(() -> wiping.scrubFile("/none")).hasMessageContaining("No such file");
    }
}
