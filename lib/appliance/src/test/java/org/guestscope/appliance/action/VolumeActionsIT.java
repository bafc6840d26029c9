package org.guestscope.appliance.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.guestscope.guest.action.BlockDevices;
import org.guestscope.guest.action.Filesystems;
import org.guestscope.guest.action.Luks;
import org.guestscope.guest.action.Lvm;
import org.guestscope.guest.action.Md;
import org.guestscope.guest.struct.MdStat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Software RAID and encrypted devices. */
@Timeout(600)
class VolumeActionsIT {

    private static final long MIB = 1 << 20;

    /** LUKS2 keeps 16 MiB for its headers. */
    private static final long LUKS2_HEADERS = 16 * MIB;

    @RegisterExtension
    static final GuestMachine GUEST = new GuestMachine(64, 64, 64);

    private final Md md = GUEST.actions(Md.class);
    private final Luks luks = GUEST.actions(Luks.class);

    private static long size(String device) throws IOException {
        return GUEST.actions(BlockDevices.class).blockdevGetsize64(device);
    }

    @Test
    void arrayIsMadeAskedAndStopped() throws IOException {
        md.mdCreate("/dev/md/name", List.of("/dev/sda", "/dev/sdb", "/dev/sdc"), null, null, 1, null, "raid1");

        List<String> arrays = md.listMdDevices();
        assertThat(arrays).hasSize(1);
        String array = arrays.get(0);
        assertThat(array).isEqualTo(GUEST.shell("readlink -f /dev/md/name"));
        assertThat(GUEST.shell("cat /sys/block/" + array.substring(5) + "/md/level"))
                .isEqualTo("raid1");
        assertThat(md.mdDetail(array))
                .containsEntry("level", "raid1")
                .containsEntry("devices", "2")
                .containsEntry("metadata", "1.2")
                .containsEntry("uuid", GUEST.shell("mdadm -E --export /dev/sda | sed -n s/^MD_UUID=//p"));
        assertThat(md.mdStat(array))
                .contains(new MdStat("/dev/sda", 0, ""), new MdStat("/dev/sdb", 1, ""), new MdStat("/dev/sdc", 2, "S"));
        md.mdStop(array);
        assertThat(md.listMdDevices()).isEmpty();
        assertThat(GUEST.shell("ls /dev/md")).isEmpty();
        assertThatThrownBy(() -> md.mdStat("/dev/sda")).hasMessageContaining("/dev/sda");
    }

    @Test
    void missingMembersAndChunksAreAskedFor() throws IOException {
        md.mdCreate("name", List.of("/dev/sda", "/dev/sdb"), 0b10L, 3, null, 65536L, "raid5");
        String array = md.listMdDevices().get(0);
        assertThat(GUEST.shell("cat /sys/block/" + array.substring(5) + "/md/chunk_size"))
                .isEqualTo("65536");
        assertThat(GUEST.shell("cat /sys/block/" + array.substring(5) + "/md/degraded"))
                .isEqualTo("1");
        assertThat(md.mdStat(array)).extracting(MdStat::mdstatIndex).containsExactly(0, 2);
        assertThatThrownBy(() -> md.mdCreate("x", List.of("/dev/sdc"), null, 5, null, null, null))
                .hasMessageContaining("1 devices for 5 active");
        assertThatThrownBy(() -> md.mdCreate("--stop", List.of("/dev/sdc"), null, null, null, null, null))
                .hasMessageContaining("not the name of an array");
    }

    /** Each opening costs seconds of key derivation, so there are few; a name may look like an option. */
    @Test
    void encryptedDeviceIsFormattedOpenedAndClosed() throws IOException {
        luks.luksFormat("/dev/sda", "secret", 0);
        assertThat(luks.luksUuid("/dev/sda")).isEqualTo(GUEST.shell("blkid -p -s UUID -o value /dev/sda"));
        luks.luksOpen("/dev/sda", "secret", "--opened");
        assertThat(size("/dev/mapper/--opened")).isEqualTo(64 * MIB - LUKS2_HEADERS);
        assertThat(GUEST.actions(Lvm.class).listDmDevices()).containsExactly("/dev/mapper/--opened");
        GUEST.shell("mkfs.ext2 -q /dev/mapper/--opened");
        assertThatThrownBy(() -> luks.luksOpen("/dev/sda", "secret", "--opened"))
                .hasMessageContaining("exists");
        luks.luksClose("/dev/mapper/--opened");
        assertThat(GUEST.shell("ls /dev/mapper")).isEqualTo("control");

        luks.luksOpenRo("/dev/sda", "secret", "locked");
        assertThat(GUEST.actions(BlockDevices.class).blockdevGetro("/dev/mapper/locked"))
                .isTrue();
        assertThat(GUEST.actions(Filesystems.class).vfsType("/dev/mapper/locked"))
                .isEqualTo("ext2");
        luks.luksClose("/dev/mapper/locked");
        assertThatThrownBy(() -> luks.cryptsetupOpen("/dev/sdb", "secret", "opened", null, null))
                .hasMessageContaining("nothing encrypted");
        assertThatThrownBy(() -> luks.luksClose("/dev/sda")).hasMessageContaining("/dev/mapper/");
    }

    /** Keys are changed in a LUKS1 header, whose key derivation is cheap. */
    @Test
    void keysAreAddedAndKilled() throws IOException {
        luks.luksFormatCipher("/dev/sda", "first", 1, "aes-cbc-essiv:sha256");
        assertThat(GUEST.shell("cryptsetup luksDump /dev/sda"))
                .contains("cipher: aes-cbc-essiv:sha256")
                .contains("  1: luks2");
        GUEST.shell(
                "printf first | cryptsetup -q luksFormat --type luks1 --pbkdf-force-iterations 1000 -S 1 /dev/sda -");
        luks.luksAddKey("/dev/sda", "first", "second", 3);
        assertThat(GUEST.shell("cryptsetup luksDump /dev/sda")).contains("Slot 1: ENABLED", "Slot 3: ENABLED");
        luks.cryptsetupOpen("/dev/sda", "second", "opened", true, "luks");
        luks.cryptsetupClose("/dev/mapper/opened");
        luks.luksKillSlot("/dev/sda", "second", 1);
        assertThat(GUEST.shell("cryptsetup luksDump /dev/sda")).contains("Slot 1: DISABLED", "Slot 3: ENABLED");
        assertThatThrownBy(() -> luks.cryptsetupOpen("/dev/sda", "first", "opened", null, null))
                .hasMessageContaining("No key available");
        assertThat(GUEST.shell("ls /tmp")).as("no key stays behind").doesNotContain("key");
    }
}
