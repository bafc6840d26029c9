package org.guestscope.appliance.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.List;
import org.guestscope.guest.action.BlockDevices;
import org.guestscope.guest.action.Partitions;
import org.guestscope.guest.struct.Partition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Partition tables and the list of devices; tables are held against what {@code sfdisk -d} and the bytes say. */
@Timeout(600)
class PartitionActionsIT {

    private static final int SECTOR = 512;
    private static final String GUID = "01234567-89AB-CDEF-0123-456789ABCDEF";
    private static final String LINUX_FILESYSTEM = "0FC63DAF-8483-4772-8E79-3D69D8477DE4";
    private static final String EFI_SYSTEM = "C12A7328-F81F-11D2-BA4B-00C93EC93B00";

    @RegisterExtension
    static final GuestMachine GUEST = new GuestMachine(64, 32);

    private final Partitions partitions = GUEST.actions(Partitions.class);
    private final BlockDevices devices = GUEST.actions(BlockDevices.class);

    @Test
    void wholeDiskBecomesOnePartition() throws IOException {
        partitions.partDisk("/dev/sda", "mbr");
        assertThat(partitions.partGetParttype("/dev/sda")).isEqualTo("msdos");
        assertThat(partitions.partList("/dev/sda"))
                .containsExactly(
                        new Partition(1, 128 * SECTOR, (64L << 20) - 127 * SECTOR - 1, (64L << 20) - 255 * SECTOR));
        partitions.partDisk("/dev/sda", "gpt");
        assertThat(partitions.partGetParttype("/dev/sda")).isEqualTo("gpt");
        assertThat(partitions.partList("/dev/sda"))
                .containsExactly(
                        new Partition(1, 128 * SECTOR, (64L << 20) - 127 * SECTOR - 1, (64L << 20) - 255 * SECTOR));
        assertThatThrownBy(() -> partitions.partDisk("/dev/sda", "floppy"))
                .hasMessageContaining("unknown partition type: floppy");
        GUEST.shell("mke2fs -q /dev/sda1");
        assertThatThrownBy(() -> partitions.partGetParttype("/dev/sda1"))
                .hasMessage("part_get_parttype: /dev/sda1: not a partitioned device");
    }

    @Test
    void devicesAndPartitionsAreListed() throws IOException {
        partitions.partInit("/dev/sda", "mbr");
        partitions.partAdd("/dev/sda", "p", 2048, 4095);
        partitions.partAdd("/dev/sda", "p", 4096, 8191);

        assertThat(devices.listDevices()).containsExactly("/dev/sda", "/dev/sdb");
        assertThat(devices.nrDevices()).isEqualTo(2);
        assertThat(devices.listPartitions()).containsExactly("/dev/sda1", "/dev/sda2");
        assertThat(devices.listDiskLabels())
                .containsEntry("diska", "/dev/sda")
                .containsEntry("diska2", "/dev/sda2")
                .containsEntry("diskb", "/dev/sdb")
                .hasSize(4);
        assertThat(devices.isWholeDevice("/dev/sda")).isTrue();
        assertThat(devices.isWholeDevice("/dev/sda1")).isFalse();
        assertThat(partitions.partToDev("/dev/sda2")).isEqualTo("/dev/sda");
        assertThat(partitions.partToPartnum("/dev/sda2")).isEqualTo(2);
        assertThatThrownBy(() -> partitions.partToDev("/dev/sda")).hasMessageContaining("not a partition");
        assertThatThrownBy(() -> partitions.partToPartnum("/dev/sda")).hasMessageContaining("not a partition");
    }

    @Test
    void entriesOfAnMbrAreChanged() throws IOException {
        partitions.partInit("/dev/sda", "mbr");
        partitions.partAdd("/dev/sda", "p", 2048, 4095);
        partitions.partAdd("/dev/sda", "e", 8192, -1);
        partitions.partAdd("/dev/sda", "l", 10240, 12287);

        partitions.partSetBootable("/dev/sda", 1, true);
        assertThat(partitions.partGetBootable("/dev/sda", 1)).isTrue();
        assertThat(partitions.partGetBootable("/dev/sda", 2)).isFalse();
        partitions.partSetMbrId("/dev/sda", 1, 0x8e);
        assertThat(partitions.partGetMbrId("/dev/sda", 1)).isEqualTo(0x8e);
        assertThat(partitions.partGetMbrPartType("/dev/sda", 1)).isEqualTo("primary");
        assertThat(partitions.partGetMbrPartType("/dev/sda", 2)).isEqualTo("extended");
        assertThat(partitions.partGetMbrPartType("/dev/sda", 5)).isEqualTo("logical");
        partitions.partResize("/dev/sda", 1, 6143);
        assertThat(GUEST.shell("sfdisk -d /dev/sda | grep sda1"))
                .isEqualTo("/dev/sda1 : start=        2048, size=        4096, type=8e, bootable");
        try (RandomAccessFile image = new RandomAccessFile(GUEST.image(0).toFile(), "r")) {
            image.seek(446);
            assertThat(image.read()).as("status of the first entry").isEqualTo(0x80);
            image.seek(446 + 4);
            assertThat(image.read()).as("type of the first entry").isEqualTo(0x8e);
        }
        assertThatThrownBy(() -> partitions.partGetMbrId("/dev/sda", 3)).isInstanceOf(IOException.class);
    }

    @Test
    void entriesOfAGptAreChanged() throws IOException {
        partitions.partDisk("/dev/sda", "gpt");

        assertThat(partitions.partGetMbrPartType("/dev/sda", 1)).isEqualTo("primary");
        assertThat(partitions.partGetGptType("/dev/sda", 1)).isEqualTo(LINUX_FILESYSTEM);
        assertThat(partitions.partGetMbrId("/dev/sda", 1)).as("of 0FC63DAF-...").isEqualTo(0x0fc63daf);
        partitions.partSetGptType("/dev/sda", 1, EFI_SYSTEM);
        assertThat(partitions.partGetGptType("/dev/sda", 1)).isEqualTo(EFI_SYSTEM);
        assertThat(partitions.partGetMbrId("/dev/sda", 1)).as("of C12A7328-...").isEqualTo(0xc12a7328);
        partitions.partSetGptGuid("/dev/sda", 1, GUID);
        assertThat(partitions.partGetGptGuid("/dev/sda", 1)).isEqualTo(GUID);
        partitions.partSetGptAttributes("/dev/sda", 1, 4);
        assertThat(partitions.partGetGptAttributes("/dev/sda", 1)).isEqualTo(4);
        assertThat(GUEST.shell("sfdisk -d /dev/sda | grep ^/dev"))
                .contains("type=" + EFI_SYSTEM, "uuid=" + GUID, "LegacyBIOSBootable");

        partitions.partSetDiskGuid("/dev/sda", GUID);
        assertThat(partitions.partGetDiskGuid("/dev/sda")).isEqualTo(GUID);
        partitions.partSetDiskGuidRandom("/dev/sda");
        String random = GUEST.shell("sfdisk --disk-id /dev/sda");
        assertThat(random).hasSize(GUID.length()).isNotEqualTo(GUID);
        assertThat(partitions.partGetDiskGuid("/dev/sda")).isEqualTo(random);
        assertThatThrownBy(() -> partitions.partSetDiskGuid("/dev/sda", "R")).hasMessageContaining("not a GUID");
        assertThatThrownBy(() -> partitions.partGetGptGuid("/dev/sda", 2)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> partitions.partGetGptType("/dev/sda", 9))
                .hasMessageStartingWith("part_get_gpt_type: /dev/sda: ");
        assertThatThrownBy(() -> partitions.partGetName("/dev/sda", 9))
                .hasMessage("part_get_name: /dev/sda: partition number 9 not found");
        assertThatThrownBy(() -> partitions.partSetMbrId("/dev/sda", 9, 7))
                .hasMessageStartingWith("part_set_mbr_id: /dev/sda: sfdisk: ");
        assertThatThrownBy(() -> partitions.partDel("/dev/sda", 9))
                .hasMessageStartingWith("part_del: parted: /dev/sda: Error: ");
    }

    @Test
    void backupOfAGptMovesToTheEndOfAGrownDisk() throws IOException {
        partitions.partDisk("/dev/sdb", "gpt");
        GUEST.shell("dd if=/dev/sdb of=/dev/sda bs=1M 2>/dev/null");
        assertThat(lastSector()).doesNotStartWith("EFI PART");
        partitions.partExpandGpt("/dev/sda");
        assertThat(lastSector()).startsWith("EFI PART");
    }

    private static String lastSector() throws IOException {
        return GUEST.shell("tail -c 512 /dev/sda | head -c 8");
    }

    @Test
    void tableWrittenBehindTheKernelsBackIsReadAgain() throws IOException {
        partitions.partDisk("/dev/sda", "mbr");
        GUEST.shell("dd if=/dev/zero of=/dev/sda bs=512 count=1 conv=fsync 2>/dev/null");
        assertThat(GUEST.shell("ls -d /sys/block/sda/sda1")).isNotEmpty();
        partitions.blockdevRereadpt("/dev/sda");
        assertThat(GUEST.shell("ls -d /sys/block/sda/sda1 2>/dev/null || echo gone"))
                .isEqualTo("gone");
    }

    @Test
    void sfdisksOwnLinesAreWritten() throws IOException {
        partitions.sfdisk("/dev/sda", 0, 0, 0, List.of("2048,4096,83", ",8192,82"));
        assertThat(GUEST.shell("sfdisk -d /dev/sda | grep -c ^/dev")).isEqualTo("2");
        assertThat(partitions.sfdiskL("/dev/sda")).contains("/dev/sda2", "Linux swap");
        partitions.sfdiskN("/dev/sda", 2, 0, 0, 0, ",2048,8e");
        GUEST.shell("mkswap /dev/sda1 && swapon /dev/sda1");
        assertThatThrownBy(() -> partitions.sfdisk("/dev/sda", 0, 0, 0, List.of(",10,83")))
                .hasMessageContaining("in use");
        GUEST.shell("swapoff /dev/sda1");
        assertThat(GUEST.shell("sfdisk -d /dev/sda | grep sda2")).contains("size=        2048, type=8e");
        partitions.sfdiskM("/dev/sda", List.of(",16", ","));
        assertThat(partitions.partList("/dev/sda").get(0).partSize()).isEqualTo(16 << 20);

        // 64 MiB in tracks of 63 or 32 sectors: only that it is the tool's answer can be told.
        String geometry = GUEST.shell("sfdisk -g /dev/sda");
        assertThat(geometry).contains("cylinders");
        assertThat(partitions.sfdiskDiskGeometry("/dev/sda").strip()).isEqualTo(geometry);
        assertThat(partitions.sfdiskKernelGeometry("/dev/sda").strip()).isEqualTo(geometry);
    }

    @Test
    void kernelsSettingsOfADeviceAreChanged() throws IOException {
        assertThat(devices.blockdevGetbsz("/dev/sda")).isEqualTo(4096);
        devices.blockdevSetra("/dev/sda", 512);
        assertThatThrownBy(() -> devices.blockdevSetra("/dev/sda", -1)).hasMessageContaining("Invalid argument");
        assertThat(GUEST.shell("blockdev --getra /dev/sda")).isEqualTo("512");
        // The size belongs to the open file and ends with it, so that only its range can be seen.
        devices.blockdevSetbsz("/dev/sda", 1024);
        assertThatThrownBy(() -> devices.blockdevSetbsz("/dev/sda", 3)).hasMessageContaining("Invalid argument");
        devices.pingDaemon();
    }
}
