package org.guestscope.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.guestscope.guest.action.Lvm;
import org.guestscope.guest.action.Md;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Volumes over several disks are assembled when all of them are there, and not before. */
@Timeout(600)
class VolumesIT {

    private static final long DISK_BYTES = 24 << 20;

    @TempDir
    Path directory;

    private final List<String> images = new ArrayList<>();

    /** Two disks of a mirror, two of a volume group with a volume on both, two of a striped array. */
    @BeforeEach
    void makeVolumes() throws IOException {
        List<DiskSpec> disks = new ArrayList<>();
        for (String name : List.of("mirror0", "mirror1", "group0", "group1", "stripe0", "stripe1")) {
            Path file = directory.resolve(name);
            try (RandomAccessFile image = new RandomAccessFile(file.toFile(), "rw")) {
                image.setLength(DISK_BYTES);
            }
            images.add(file.toString());
            disks.add(DiskSpec.readWrite(file.toString()).withFormat("raw").withCache(DiskSpec.Cache.UNSAFE));
        }
        try (Appliance appliance = Appliances.start()) {
            appliance.attach(disks);
            Appliances.shell(
                    appliance,
                    "mdadm --create /dev/md0 --homehost=guest --run --level=1 --raid-devices=2 --assume-clean /dev/sda /dev/sdb;"
                            + " mdadm --create /dev/md1 --homehost=guest --run --level=0 --raid-devices=2 /dev/sde /dev/sdf;"
                            + " mdadm --stop /dev/md0 /dev/md1; lvm vgcreate -qq pair /dev/sdc /dev/sdd;"
                            + " lvm lvcreate -qq -an -Zn -l 100%FREE -n both pair; sync");
        }
    }

    @Test
    void disksThatComeTogetherAreAssembledWhole() throws IOException {
        try (Appliance appliance = Appliances.start()) {
            appliance.attach(images.stream().map(DiskSpec::readOnly).toList());

            assertThat(appliance.connection().actions(Md.class).listMdDevices())
                    .containsExactly("/dev/md126", "/dev/md127");
            assertThat(Appliances.shell(appliance, "cat /proc/mdstat"))
                    .contains("[2/2] [UU]")
                    .contains("md126 : active raid0", "md127 : active (auto-read-only) raid1");
            assertThat(appliance.connection().actions(Lvm.class).lvs()).containsExactly("/dev/pair/both");
            assertThat(Appliances.shell(appliance, "head -c 3 /dev/pair/both | wc -c")
                            .trim())
                    .isEqualTo("3");
        }
    }

    @Test
    void disksThatComeLaterAreAssembledThen() throws IOException {
        try (Appliance appliance = Appliances.start()) {
            appliance.attach(DiskSpec.readOnly(images.get(2)));
            assertThat(Appliances.shell(appliance, "test -e /dev/pair/both || echo incomplete"))
                    .isEqualTo("incomplete");

            appliance.attach(DiskSpec.readOnly(images.get(3)));
            assertThat(Appliances.shell(appliance, "test -e /dev/pair/both && echo complete"))
                    .isEqualTo("complete");
        }
    }
}
