package org.guestscope.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.guestscope.guest.action.Attributes;
import org.guestscope.guest.action.BlockDevices;
import org.guestscope.guest.action.Contents;
import org.guestscope.guest.action.Ext;
import org.guestscope.guest.action.Filesystems;
import org.guestscope.guest.action.Mounts;
import org.guestscope.guest.action.Partitions;
import org.guestscope.guest.action.Swap;
import org.guestscope.guest.action.Texts;
import org.guestscope.guest.action.Wiping;
import org.guestscope.guest.struct.Partition;
import org.guestscope.guest.struct.StatVfs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Actions on a block device, here a loop device: needs root and losetup, e2fsprogs and parted on the host. */
class DeviceActionsIT {

    private static final long SIZE = 64 << 20;

    @TempDir
    Path top;

    private String device = "";
    private LocalAgent agent;

    @BeforeEach
    void attachLoopDevice() throws IOException, InterruptedException {
        assumeTrue("root".equals(System.getProperty("user.name")), "loop devices need root");
        Path image = top.resolve("disk.img");
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(SIZE);
        }
        device = run("losetup", "-P", "-f", "--show", image.toString());
        assumeTrue(device.startsWith("/dev/loop"), "no loop device: " + device);
        agent = LocalAgent.unmounted(Files.createDirectory(top.resolve("sysroot")));
    }

    @AfterEach
    void detach() throws IOException, InterruptedException {
        if (device.startsWith("/dev/loop")) {
            agent.actions(Mounts.class).umountAll();
            agent.close();
            run("losetup", "-d", device);
        }
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said.strip();
    }

    @Test
    void filesystemIsMadeMountedAndMeasured() throws IOException {
        Filesystems filesystems = agent.actions(Filesystems.class);
        Mounts mounts = agent.actions(Mounts.class);
        filesystems.mkfs("ext4", device, 1024, null, null, null, "label");
        assertThat(filesystems.vfsType(device)).isEqualTo("ext4");
        assertThat(filesystems.vfsLabel(device)).isEqualTo("label");
        assertThat(filesystems.vfsUuid(device)).hasSize(36);
        assertThat(filesystems.blkid(device)).containsEntry("TYPE", "ext4");
        mounts.mount(device, "/");
        assertThat(mounts.mounts()).containsExactly(device);
        assertThat(mounts.mountpoints()).containsExactly(Map.entry(device, "/"));
        agent.actions(Contents.class).write("/a", new byte[100]);
        StatVfs usage = agent.actions(Attributes.class).statvfs("/");
        assertThat(usage.frsize()).isEqualTo(1024);
        assertThat(usage.blocks()).isPositive();
        mounts.umount("/", null, null);
        mounts.mountRo(device, "/");
        assertThatThrownBy(() -> agent.actions(Contents.class).write("/b", new byte[1]))
                .hasMessage("write: /b: Read-only file system");
        mounts.umountAll();
        assertThat(mounts.mounts()).isEmpty();
        assertThat(filesystems.fsck("ext4", device)).isZero();
    }

    @Test
    void superblockIsTunedAndChecked() throws IOException {
        Ext ext = agent.actions(Ext.class);
        Filesystems filesystems = agent.actions(Filesystems.class);
        filesystems.mkfs("ext2", device, null, null, null, null, null);
        filesystems.setLabel(device, "other");
        assertThat(ext.getE2label(device)).isEqualTo("other");
        filesystems.setUuid(device, "a3a61220-882b-4f61-89f4-cf24dcc7297d");
        assertThat(ext.getE2uuid(device)).isEqualTo("a3a61220-882b-4f61-89f4-cf24dcc7297d");
        ext.tune2fs(device, null, 7, null, null, null, null, null, null, null, null);
        assertThat(ext.tune2fsL(device)).containsEntry("Maximum mount count", "7");
        assertThatThrownBy(() -> ext.tune2fs(device, null, -7, null, null, null, null, null, null, null, null))
                .hasMessageContaining("maxmountcount cannot be negative: -7");
        ext.e2fsck(device, true, null);
        assertThat(filesystems.vfsMinimumSize(device)).isBetween(1L, SIZE);
        assertThatThrownBy(() -> filesystems.setLabel(device, "a label that is too long"))
                .hasMessageContaining("at most 16 bytes");
    }

    @Test
    void partitionTableIsWrittenAndRead() throws IOException {
        Partitions partitions = agent.actions(Partitions.class);
        partitions.partInit(device, "gpt");
        partitions.partAdd(device, "p", 2048, 4095);
        partitions.partAdd(device, "p", 4096, -64);
        assertThat(partitions.partGetParttype(device)).isEqualTo("gpt");
        List<Partition> list = partitions.partList(device);
        assertThat(list).extracting(Partition::partNum).containsExactly(1, 2);
        assertThat(list.get(0)).isEqualTo(new Partition(1, 2048 * 512, 4096 * 512 - 1, 2048 * 512));
        partitions.partSetName(device, 1, "boot");
        assertThat(partitions.partGetName(device, 1)).isEqualTo("boot");
        partitions.partDel(device, 2);
        assertThat(partitions.partList(device)).hasSize(1);
        assertThatThrownBy(() -> partitions.partInit(device, "none"))
                .hasMessageContaining("unknown partition type: none");
    }

    @Test
    void deviceIsReadWrittenAndWiped() throws IOException {
        Contents contents = agent.actions(Contents.class);
        Wiping wiping = agent.actions(Wiping.class);
        BlockDevices devices = agent.actions(BlockDevices.class);
        assertThat(devices.blockdevGetsize64(device)).isEqualTo(SIZE);
        assertThat(devices.blockdevGetsz(device)).isEqualTo(SIZE / 512);
        assertThat(devices.blockdevGetss(device)).isEqualTo(512);
        assertThat(contents.pwriteDevice(device, new byte[] {1, 2, 3}, 512)).isEqualTo(3);
        assertThat(contents.preadDevice(device, 3, 512)).containsExactly(1, 2, 3);
        assertThat(wiping.isZeroDevice(device)).isFalse();
        wiping.zero(device);
        assertThat(wiping.isZeroDevice(device)).isTrue();
        devices.blockdevSetro(device);
        assertThat(devices.blockdevGetro(device)).isTrue();
        devices.blockdevSetrw(device);
        devices.blockdevFlushbufs(device);
    }

    @Test
    void swapSpaceIsMadeWithItsNames() throws IOException {
        agent.actions(Swap.class).mkswap(device, "swaplabel", "a3a61220-882b-4f61-89f4-cf24dcc7297d");
        assertThat(agent.actions(Filesystems.class).vfsType(device)).isEqualTo("swap");
        assertThat(agent.actions(Filesystems.class).vfsLabel(device)).isEqualTo("swaplabel");
    }

    @Test
    void deviceThatIsNotThereIsNamedInTheError() {
        assertThatThrownBy(() -> agent.actions(BlockDevices.class).blockdevGetss("/dev/none"))
                .hasMessage("blockdev_getss: /dev/none: No such file or directory");
        assertThatThrownBy(() -> agent.actions(Texts.class).cat("/a")).hasMessageContaining("nothing is mounted");
    }
}
