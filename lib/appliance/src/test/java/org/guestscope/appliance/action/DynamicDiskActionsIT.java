package org.guestscope.appliance.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.guestscope.guest.action.BlockDevices;
import org.guestscope.guest.action.Ldm;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Windows dynamic disks: the second of two disks is one. */
@Timeout(600)
class DynamicDiskActionsIT {

    private static final int SECTORS = 32768;
    private static final String DEVICE = "/dev/mapper/ldm_vol_Group-Dg0_Volume1";

    @RegisterExtension
    static final GuestMachine GUEST = new GuestMachine(16, 64);

    private final Ldm ldm = GUEST.actions(Ldm.class);

    @BeforeEach
    void writeDynamicDisk() throws IOException {
        DynamicDisk.write(GUEST.image(1), SECTORS);
        GUEST.shell("blockdev --flushbufs /dev/sdb");
    }

    @Test
    void groupsAreFoundAndDescribed() throws IOException {
        assertThat(ldm.ldmtoolScan()).containsExactly(DynamicDisk.GROUP);
        assertThat(ldm.ldmtoolScanDevices(List.of("/dev/sdb"))).containsExactly(DynamicDisk.GROUP);
        assertThat(ldm.ldmtoolScanDevices(List.of("/dev/sda"))).isEmpty();
        assertThat(ldm.ldmtoolDiskgroupName(DynamicDisk.GROUP)).isEqualTo("Group-Dg0");
        assertThat(ldm.ldmtoolDiskgroupVolumes(DynamicDisk.GROUP)).containsExactly("Volume1");
        assertThat(ldm.ldmtoolDiskgroupDisks(DynamicDisk.GROUP)).containsExactly("Disk1");
        assertThat(ldm.ldmtoolVolumeType(DynamicDisk.GROUP, "Volume1")).isEqualTo("simple");
        assertThat(ldm.ldmtoolVolumeHint(DynamicDisk.GROUP, "Volume1")).isEqualTo("E:");
        assertThat(ldm.ldmtoolVolumePartitions(DynamicDisk.GROUP, "Volume1")).containsExactly("Disk1-01");
        assertThatThrownBy(() -> ldm.ldmtoolVolumeType(DynamicDisk.GROUP, "Volume2"))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> ldm.ldmtoolDiskgroupName("--help")).isInstanceOf(IOException.class);
    }

    @Test
    void devicesOfVolumesAreMadeAndRemoved() throws IOException {
        assertThat(ldm.listLdmVolumes()).isEmpty();
        ldm.ldmtoolCreateAll();
        assertThat(ldm.listLdmVolumes()).containsExactly(DEVICE);
        assertThat(GUEST.actions(BlockDevices.class).blockdevGetsize64(DEVICE)).isEqualTo(SECTORS * 512L);
        // A simple volume is one piece, so that there is no device for a part of it.
        assertThat(ldm.listLdmPartitions()).isEmpty();
        GUEST.shell("echo 0 8 zero | dmsetup create ldm_part_name");
        assertThat(ldm.listLdmPartitions()).containsExactly("/dev/mapper/ldm_part_name");
        ldm.ldmtoolRemoveAll();
        assertThat(ldm.listLdmVolumes()).isEmpty();
    }
}
