package org.guestscope.appliance.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.guestscope.guest.action.BlockDevices;
import org.guestscope.guest.action.Lvm;
import org.guestscope.guest.struct.LogicalVolume;
import org.guestscope.guest.struct.PhysicalVolume;
import org.guestscope.guest.struct.VolumeGroup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** LVM on two disks of 64 MiB, of which LVM uses 60 each: 4 MiB extents, and the first MiB is metadata. */
@Timeout(600)
class LvmActionsIT {

    private static final long MIB = 1 << 20;

    /** What LVM writes for a volume's UUID: groups of 6, 4, 4, 4, 4, 4 and 6 characters. */
    private static final String UUID = "\\w{6}(-\\w{4}){5}-\\w{6}";

    @RegisterExtension
    static final GuestMachine GUEST = new GuestMachine(64, 64);

    private final Lvm lvm = GUEST.actions(Lvm.class);

    private void group() throws IOException {
        lvm.pvcreate("/dev/sda");
        lvm.pvcreate("/dev/sdb");
        lvm.vgcreate("VG", List.of("/dev/sda", "/dev/sdb"));
    }

    private static long size(String device) throws IOException {
        return GUEST.actions(BlockDevices.class).blockdevGetsize64(device);
    }

    @Test
    void volumesAreMadeListedAndRemoved() throws IOException {
        group();
        lvm.lvcreate("LV1", "VG", 20);
        lvm.lvcreateFree("LV2", "VG", 50);

        assertThat(lvm.pvs()).containsExactly("/dev/sda", "/dev/sdb");
        assertThat(lvm.vgs()).containsExactly("VG");
        assertThat(lvm.lvs()).containsExactly("/dev/VG/LV1", "/dev/VG/LV2");
        assertThat(size("/dev/VG/LV1")).isEqualTo(20 * MIB);
        assertThat(size("/dev/VG/LV2")).as("half of 120 - 20 MiB, in extents").isEqualTo(48 * MIB);

        lvm.lvremove("/dev/VG/LV1");
        assertThat(lvm.lvs()).containsExactly("/dev/VG/LV2");
        lvm.lvremove("/dev/VG");
        assertThat(lvm.lvs()).isEmpty();
        lvm.vgremove("VG");
        assertThat(lvm.vgs()).isEmpty();
        lvm.pvremove("/dev/sda");
        assertThat(lvm.pvs()).containsExactly("/dev/sdb");
        assertThat(GUEST.shell("blkid -p -s TYPE -o value /dev/sda || echo none"))
                .isEqualTo("none");
        group();
        lvm.lvcreate("LV", "VG", 4);
        lvm.lvmRemoveAll();
        assertThat(GUEST.shell("blkid -p -s TYPE -o value /dev/sda || echo none"))
                .isEqualTo("none");
        assertThat(GUEST.shell("ls /dev/mapper")).isEqualTo("control");
    }

    @Test
    void detailsAreThoseOfTheReports() throws IOException {
        group();
        lvm.lvcreate("LV", "VG", 8);

        PhysicalVolume first = lvm.pvsFull().get(0);
        assertThat(first.pvName()).isEqualTo("/dev/sda");
        assertThat(first.devSize()).isEqualTo(64 * MIB);
        assertThat(first.pvSize()).isEqualTo(60 * MIB);
        assertThat(first.pvFree()).isEqualTo(52 * MIB);
        assertThat(first.pvUsed()).isEqualTo(8 * MIB);
        assertThat(first.pvFmt()).isEqualTo("lvm2");
        assertThat(first.peStart()).isEqualTo(MIB);
        assertThat(first.pvPeCount()).isEqualTo(15);
        VolumeGroup group = lvm.vgsFull().get(0);
        assertThat(group.vgName()).isEqualTo("VG");
        assertThat(group.vgSize()).isEqualTo(120 * MIB);
        assertThat(group.vgExtentSize()).isEqualTo(4 * MIB);
        assertThat(group.pvCount()).isEqualTo(2);
        assertThat(group.lvCount()).isEqualTo(1);
        LogicalVolume volume = lvm.lvsFull().get(0);
        assertThat(volume.lvName()).isEqualTo("LV");
        assertThat(volume.lvSize()).isEqualTo(8 * MIB);
        assertThat(volume.segCount()).isEqualTo(1);
        assertThat(volume.snapPercent()).as("no snapshot").isEqualTo(-1);

        String onDisk = GUEST.shell("blkid -p -s UUID -o value /dev/sda");
        assertThat(lvm.pvuuid("/dev/sda")).matches(UUID).isEqualTo(onDisk);
        assertThat(first.pvUuid()).isEqualTo(onDisk.replace("-", ""));
        assertThat(lvm.vgpvuuids("VG")).containsExactly(onDisk, lvm.pvuuid("/dev/sdb"));
        String vgAndLv = GUEST.shell("cat /sys/block/dm-0/dm/uuid");
        assertThat("LVM-" + (lvm.vguuid("VG") + lvm.lvuuid("/dev/VG/LV")).replace("-", ""))
                .isEqualTo(vgAndLv);
        assertThat(lvm.vglvuuids("VG")).containsExactly(lvm.lvuuid("/dev/VG/LV"));
        assertThat(new String(lvm.vgmeta("VG"), StandardCharsets.US_ASCII))
                .contains("VG {", "extent_size = 8192", "id = \"" + lvm.vguuid("VG"));
        assertThatThrownBy(() -> lvm.vguuid("other")).hasMessageContaining("other");
    }

    @Test
    void volumesAreResizedAndRenamed() throws IOException {
        group();
        lvm.lvcreate("LV", "VG", 20);
        lvm.lvresize("/dev/VG/LV", 40);
        assertThat(size("/dev/VG/LV")).isEqualTo(40 * MIB);
        lvm.lvresize("/dev/VG/LV", 8);
        assertThat(size("/dev/VG/LV")).isEqualTo(8 * MIB);
        lvm.lvresizeFree("/dev/VG/LV", 100);
        assertThat(size("/dev/VG/LV")).isEqualTo(120 * MIB);
        lvm.lvrename("/dev/VG/LV", "/dev/VG/NEW");
        assertThat(lvm.lvs()).containsExactly("/dev/VG/NEW");
        lvm.vgrename("VG", "GROUP");
        assertThat(lvm.vgs()).containsExactly("GROUP");
        assertThat(lvm.lvs()).containsExactly("/dev/GROUP/NEW");
        assertThatThrownBy(() -> lvm.lvresizeFree("/dev/GROUP/NEW", 101)).hasMessageContaining("percentage");
        assertThatThrownBy(() -> lvm.lvcreateFree("LV2", "GROUP", -1)).hasMessageContaining("percentage");
    }

    @Test
    void physicalVolumesAreResizedAndRenewed() throws IOException {
        lvm.pvcreate("/dev/sda");
        lvm.pvresizeSize("/dev/sda", 32 * MIB);
        assertThat(lvm.pvsFull().get(0).pvSize()).isEqualTo(32 * MIB);
        lvm.pvresize("/dev/sda");
        assertThat(lvm.pvsFull().get(0).pvSize()).isEqualTo(64 * MIB);

        lvm.pvcreate("/dev/sdb");
        lvm.vgcreate("VG", List.of("/dev/sda", "/dev/sdb"));
        List<String> before = List.of(lvm.pvuuid("/dev/sda"), lvm.pvuuid("/dev/sdb"));
        String group = lvm.vguuid("VG");
        lvm.pvchangeUuid("/dev/sda");
        assertThat(lvm.pvuuid("/dev/sda")).matches(UUID).isNotEqualTo(before.get(0));
        assertThat(lvm.pvuuid("/dev/sdb")).isEqualTo(before.get(1));
        lvm.pvchangeUuidAll();
        assertThat(lvm.pvuuid("/dev/sdb")).matches(UUID).isNotEqualTo(before.get(1));
        lvm.vgchangeUuid("VG");
        String second = lvm.vguuid("VG");
        assertThat(second).matches(UUID).isNotEqualTo(group);
        lvm.vgchangeUuidAll();
        assertThat(lvm.vguuid("VG")).matches(UUID).isNotEqualTo(second);
    }

    @Test
    void groupsAreActivatedAndDeactivated() throws IOException {
        lvm.pvcreate("/dev/sda");
        lvm.vgcreate("VG1", List.of("/dev/sda"));
        lvm.pvcreate("/dev/sdb");
        lvm.vgcreate("VG2", List.of("/dev/sdb"));
        lvm.lvcreate("LV", "VG1", 4);
        lvm.lvcreate("LV", "VG2", 4);

        lvm.vgActivate(false, List.of("VG1"));
        assertThat(active()).isEqualTo("VG2-LV");
        lvm.vgActivateAll(false);
        assertThat(active()).isEmpty();
        lvm.lvmScan(false);
        assertThat(active()).isEmpty();
        lvm.lvmScan(true);
        assertThat(active()).isEqualTo("VG1-LV VG2-LV");
        lvm.vgActivateAll(false);
        lvm.vgscan();
        lvm.vgActivate(true, List.of("VG1"));
        assertThat(active()).isEqualTo("VG1-LV");
        lvm.vgActivateAll(true);
        assertThat(active()).isEqualTo("VG1-LV VG2-LV");

        lvm.lvmSetFilter(List.of("/dev/sdb"));
        assertThat(lvm.vgs()).containsExactly("VG2");
        assertThat(active()).isEqualTo("VG2-LV");
        lvm.lvmClearFilter();
        assertThat(lvm.vgs()).containsExactly("VG1", "VG2");
        assertThat(active()).isEqualTo("VG1-LV VG2-LV");
        assertThatThrownBy(() -> lvm.vgActivate(true, List.of("--test"))).hasMessageContaining("--test");
    }

    /** Names of the device mapper's devices. */
    private static String active() throws IOException {
        return GUEST.shell("cat /sys/block/dm-*/dm/name 2>/dev/null | sort | xargs");
    }

    @Test
    void namesOfOneVolumeAreToldApart() throws IOException {
        group();
        lvm.lvcreate("a-b", "VG", 4);
        assertThat(lvm.lvmCanonicalLvName("/dev/mapper/VG-a--b")).isEqualTo("/dev/VG/a-b");
        assertThat(lvm.isLv("/dev/VG/a-b")).isTrue();
        assertThat(lvm.isLv("/dev/sda")).isFalse();
        assertThatThrownBy(() -> lvm.lvmCanonicalLvName("/dev/sda")).hasMessageContaining("/dev/sda");
        GUEST.shell("echo 0 8 zero | dmsetup create other");
        assertThat(lvm.listDmDevices()).containsExactly("/dev/mapper/other");
    }

    @Test
    void namesThatLookLikeOptionsAreNames() {
        assertThatThrownBy(() -> lvm.vgcreate("--help", List.of("/dev/sda"))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> lvm.lvcreate("LV", "--version", 4)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> lvm.vgremove("--help")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> lvm.vgrename("--help", "a")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> lvm.lvrename("--help", "a")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> lvm.vgmeta("--help")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> lvm.vguuid("--all")).isInstanceOf(IOException.class);
    }
}
