package org.guestscope.virtdf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.guestscope.disk.fs.StatVfs;
import org.guestscope.live.AgentFilesystem;
import org.guestscope.virtdf.Guest.GuestDisk;
import org.junit.jupiter.api.Test;

class AgentFiguresTest {

    private static final Guest GUEST = new Guest(
            "web",
            null,
            List.of(new GuestDisk("/a.img", false, "raw", 0, "vda"), new GuestDisk("/b.img", false, "raw", 0, "vdc")),
            null,
            null,
            false);

    /** 1,000 blocks of 4096 bytes, of which 50 are reserved. */
    private static final StatVfs RESERVING = new StatVfs(4096, 1000, 500, 450, 0, 0);

    private static FilesystemUsage row(String device, String type, StatVfs stat) {
        return new FilesystemUsage("web", null, device, type, null, null, stat, FilesystemUsage.Source.DIRECT, null);
    }

    private static AgentFilesystem filesystem(String name, String type, long blocks, String alias, String node) {
        return new AgentFilesystem(
                "/" + name, name, type, blocks * 4096, 4096, List.of(new AgentFilesystem.Disk(alias, null, node)));
    }

    @Test
    void partitionsAndWholeDisksAreFoundByTheirDisk() {
        AgentFilesystem partition = filesystem("sdb2", "ext4", 7, "vdc", "/dev/sdb2");
        AgentFilesystem whole = filesystem("vda", "xfs", 7, "vda", "/dev/vda");
        List<FilesystemUsage> rows = List.of(row("/dev/sdb2", "ext4", RESERVING), row("/dev/sda", "xfs", RESERVING));
        assertThat(AgentFigures.byDevice(GUEST, rows, List.of(partition, whole)))
                .hasSize(2)
                .containsEntry("/dev/sdb2", partition)
                .containsEntry("/dev/sda", whole);
    }

    @Test
    void aVolumeIsFoundByTypeAndExactSize() {
        AgentFilesystem root = filesystem("dm-0", "ext4", 950, "vda", "/dev/vda3");
        List<FilesystemUsage> rows = List.of(
                row("/dev/vg/root", "ext4", RESERVING),
                row("/dev/vg/home", "ext4", new StatVfs(4096, 1001, 500, 450, 0, 0)),
                row("/dev/vg/data", "xfs", RESERVING));
        assertThat(AgentFigures.byDevice(GUEST, rows, List.of(root))).hasSize(1).containsEntry("/dev/vg/root", root);
    }

    @Test
    void whatCouldBeMeantTwiceIsLeftAlone() {
        AgentFilesystem one = filesystem("dm-0", "ext4", 950, "vda", "/dev/vda3");
        AgentFilesystem two = filesystem("dm-1", "ext4", 950, "vda", "/dev/vda3");
        List<FilesystemUsage> row = List.of(row("/dev/vg/root", "ext4", RESERVING));
        assertThat(AgentFigures.byDevice(GUEST, row, List.of(one, two))).isEmpty();
        assertThat(AgentFigures.byDevice(GUEST, row, List.of(one, one))).hasSize(1);
        List<FilesystemUsage> rows =
                List.of(row("/dev/vg/root", "ext4", RESERVING), row("/dev/vg/copy", "ext4", RESERVING));
        assertThat(AgentFigures.byDevice(GUEST, rows, List.of(one))).isEmpty();
    }

    @Test
    void agentsWithoutFiguresAreNoHelp() {
        AgentFilesystem old = new AgentFilesystem("/", "vda", "xfs", -1, -1, List.of());
        assertThat(AgentFigures.byDevice(GUEST, List.of(row("/dev/sda", "xfs", RESERVING)), List.of(old)))
                .isEmpty();
    }
}
