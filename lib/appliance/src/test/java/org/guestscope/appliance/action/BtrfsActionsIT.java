package org.guestscope.appliance.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.List;
import org.guestscope.guest.action.Attributes;
import org.guestscope.guest.action.Btrfs;
import org.guestscope.guest.action.BtrfsSubvolumes;
import org.guestscope.guest.action.Mounts;
import org.guestscope.guest.action.Nodes;
import org.guestscope.guest.struct.BtrfsQgroup;
import org.guestscope.guest.struct.BtrfsScrub;
import org.guestscope.guest.struct.BtrfsSubvolume;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** btrfs on small disks, where it keeps data and metadata in one kind of chunk unless told otherwise. */
@Timeout(600)
class BtrfsActionsIT {

    /** The id of the tree that every path begins in, and the first id that is free for subvolumes. */
    private static final long TOP = 5;

    private static final long FIRST = 256;
    private static final long MIB = 1 << 20;

    @RegisterExtension
    static final GuestMachine GUEST = new GuestMachine(320, 256, 256);

    private final Btrfs btrfs = GUEST.actions(Btrfs.class);
    private final BtrfsSubvolumes subvolumes = GUEST.actions(BtrfsSubvolumes.class);
    private final Mounts mounts = GUEST.actions(Mounts.class);

    private void mkfs(String... devices) throws IOException {
        btrfs.mkfsBtrfs(List.of(devices), null, null, null, null, null, null, null, null);
    }

    private void mounted(String... devices) throws IOException {
        mkfs(devices);
        mounts.mount(devices[0], "/");
    }

    private static long sizeOfRoot() throws IOException {
        var usage = GUEST.actions(Attributes.class).statvfs("/");
        return usage.blocks() * usage.frsize();
    }

    /** Eight bytes of the first superblock, which stands at 64 KiB, little endian. */
    private static long superblock(int disk, int offset) throws IOException {
        GUEST.shell("sync");
        try (RandomAccessFile image = new RandomAccessFile(GUEST.image(disk).toFile(), "r")) {
            image.seek(0x10000 + offset);
            return Long.reverseBytes(image.readLong());
        }
    }

    @Test
    void filesystemIsMadeAsAsked() throws IOException {
        btrfs.mkfsBtrfs(List.of("/dev/sda", "/dev/sdb"), 0L, 200 * MIB, "single", null, "name", "raid1", 32768, 4096);
        assertThat(superblock(0, 0x40)).as("magic").isEqualTo(0x4d5f53665248425fL);
        assertThat(superblock(0, 0x88)).as("devices").isEqualTo(2);
        assertThat(superblock(0, 0x90) >>> 32).as("size of nodes").isEqualTo(32768);
        assertThat(superblock(0, 0x70)).as("size of both").isEqualTo(400 * MIB);
        assertThat(GUEST.shell("blkid -p -s LABEL -o value /dev/sda")).isEqualTo("name");
        assertThat(btrfs.btrfsFilesystemShow("/dev/sdb")).containsExactly("/dev/sda", "/dev/sdb");
        assertThatThrownBy(() -> mkfs()).hasMessageContaining("no device");
        assertThatThrownBy(
                        () -> btrfs.mkfsBtrfs(List.of("/dev/sda"), null, null, "raid99", null, null, null, null, null))
                .isInstanceOf(IOException.class);
    }

    @Test
    void subvolumesAndSnapshots() throws IOException {
        mounted("/dev/sda");
        subvolumes.btrfsSubvolumeCreate("/one", null);
        subvolumes.btrfsSubvolumeCreate("/one/two", null);
        GUEST.write("/one/file", "content");
        subvolumes.btrfsSubvolumeSnapshot("/one", "/snapshot", true, null);

        assertThat(subvolumes.btrfsSubvolumeList("/"))
                .containsExactlyInAnyOrder(
                        new BtrfsSubvolume(FIRST, TOP, "one"),
                        new BtrfsSubvolume(FIRST + 1, FIRST, "one/two"),
                        new BtrfsSubvolume(FIRST + 2, TOP, "snapshot"));
        assertThat(GUEST.shell("cat /sysroot/snapshot/file")).isEqualTo("content");
        assertThatThrownBy(() -> GUEST.write("/snapshot/other", "")).hasMessageContaining("Read-only");
        assertThat(subvolumes.btrfsSubvolumeShow("/one"))
                .containsEntry("path", "one")
                .containsEntry("Name", "one")
                .containsEntry("Parent UUID", "")
                .containsEntry("Subvolume ID", "256")
                .containsEntry("Snapshot(s)", "snapshot");

        assertThat(subvolumes.btrfsSubvolumeGetDefault("/")).isEqualTo(TOP);
        subvolumes.btrfsSubvolumeSetDefault(FIRST, "/");
        assertThat(subvolumes.btrfsSubvolumeGetDefault("/")).isEqualTo(FIRST);
        subvolumes.btrfsSubvolumeDelete("/snapshot");
        assertThat(subvolumes.btrfsSubvolumeList("/"))
                .extracting(BtrfsSubvolume::btrfssubvolumePath)
                .containsExactlyInAnyOrder("one", "one/two");
        mounts.umountAll();
        assertThat(subvolumes.btrfsSubvolumeGetDefault("/dev/sda"))
                .as("asked of the device")
                .isEqualTo(FIRST);
        mounts.mount("/dev/sda", "/");
        assertThat(GUEST.shell("cat /sysroot/file")).isEqualTo("content");
        mounts.umountAll();
        mounts.mount("btrfsvol:/dev/sda/one/two", "/");
        assertThat(GUEST.shell("ls /sysroot")).isEmpty();
        assertThat(mounts.mountableDevice("btrfsvol:/dev/sda/one/two")).isEqualTo("/dev/sda");
        assertThat(mounts.mountableSubvolume("btrfsvol:/dev/sda/one/two")).isEqualTo("one/two");
        assertThatThrownBy(() -> mounts.mountableSubvolume("/dev/sda")).isInstanceOf(IOException.class);
    }

    @Test
    void devicesComeAndGo() throws IOException {
        mounted("/dev/sda");
        GUEST.write("/file", "content");
        long one = sizeOfRoot();
        btrfs.btrfsDeviceAdd(List.of("/dev/sdb"), "/");
        assertThat(sizeOfRoot()).isEqualTo(one + 256 * MIB);
        assertThat(btrfs.btrfsFilesystemShow("/dev/sda")).containsExactly("/dev/sda", "/dev/sdb");
        btrfs.btrfsDeviceDelete(List.of("/dev/sda"), "/");
        assertThat(btrfs.btrfsFilesystemShow("/dev/sdb")).containsExactly("/dev/sdb");
        btrfs.btrfsReplace("/dev/sdb", "/dev/sdc", "/");
        assertThat(btrfs.btrfsFilesystemShow("/dev/sdc")).containsExactly("/dev/sdc");
        assertThat(GUEST.shell("blkid -p -s TYPE -o value /dev/sdb || echo none"))
                .isEqualTo("none");
        assertThat(GUEST.shell("cat /sysroot/file")).isEqualTo("content");
    }

    @Test
    void filesystemIsResized() throws IOException {
        mounted("/dev/sda");
        btrfs.btrfsFilesystemResize("/", 280 * MIB);
        assertThat(sizeOfRoot()).isEqualTo(280 * MIB);
        btrfs.btrfsFilesystemResize("/", null);
        assertThat(sizeOfRoot()).isEqualTo(320 * MIB);
        assertThatThrownBy(() -> btrfs.btrfsFilesystemResize("/", 0L)).hasMessageContaining("Invalid argument");
    }

    @Test
    void balanceIsDoneAndAskedFor() throws IOException {
        mounted("/dev/sda");
        assertThat(btrfs.btrfsBalanceStatus("/").btrfsbalanceStatus()).isEqualTo("none");
        btrfs.btrfsFilesystemBalance("/");
        assertThat(GUEST.shell("dmesg | grep -c 'balance: ended with status: 0'"))
                .isNotEqualTo("0");
        assertThatThrownBy(() -> btrfs.btrfsBalancePause("/")).hasMessageContaining("Not running");
        assertThatThrownBy(() -> btrfs.btrfsBalanceCancel("/")).hasMessageContaining("Not in progress");
        assertThatThrownBy(() -> btrfs.btrfsBalanceResume("/")).hasMessageContaining("Not in progress");
    }

    @Test
    void quotaGroupsAreMadeAndLimited() throws IOException {
        mounted("/dev/sda");
        subvolumes.btrfsSubvolumeCreate("/sub", null);
        subvolumes.btrfsQuotaEnable("/", true);
        subvolumes.btrfsQuotaRescan("/");
        subvolumes.btrfsQgroupCreate("1/7", "/");
        subvolumes.btrfsQgroupAssign("0/256", "1/7", "/");
        assertThat(GUEST.shell("btrfs qgroup show -p /sysroot | grep ^0/256")).contains(" 1/7 ");
        assertThat(subvolumes.btrfsQgroupShow("/"))
                .extracting(BtrfsQgroup::btrfsqgroupId)
                .containsExactlyInAnyOrder("0/5", "0/256", "1/7");
        subvolumes.btrfsSubvolumeCreate("/member", "1/7");
        assertThat(GUEST.shell("btrfs qgroup show -p /sysroot | grep ^0/257")).contains(" 1/7 ");
        subvolumes.btrfsQgroupRemove("0/256", "1/7", "/");
        assertThat(GUEST.shell("btrfs qgroup show -p /sysroot | grep ^0/256")).doesNotContain(" 1/7 ");
        subvolumes.btrfsQgroupRemove("0/257", "1/7", "/");
        subvolumes.btrfsQgroupDestroy("1/7", "/");
        assertThat(subvolumes.btrfsQgroupShow("/"))
                .extracting(BtrfsQgroup::btrfsqgroupId)
                .doesNotContain("1/7");

        subvolumes.btrfsQgroupLimit("/sub", MIB);
        assertThatThrownBy(() -> GUEST.write("/sub/big", "x".repeat(3 << 20))).hasMessageContaining("quota");
        subvolumes.btrfsQuotaEnable("/", false);
        assertThatThrownBy(() -> subvolumes.btrfsQgroupShow("/")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> subvolumes.btrfsQgroupCreate("--help", "/")).isInstanceOf(IOException.class);
    }

    @Test
    void scrubCountsWhatItRead() throws IOException {
        mounted("/dev/sda");
        GUEST.write("/file", "x".repeat(3 << 20));
        btrfs.btrfsFilesystemSync("/");
        btrfs.btrfsScrubStart("/");
        BtrfsScrub status = btrfs.btrfsScrubStatus("/");
        for (int i = 0; i < 50 && !GUEST.shell("btrfs scrub status /sysroot").contains("finished"); i++) {
            GUEST.shell("sleep 0.2");
            status = btrfs.btrfsScrubStatus("/");
        }
        status = btrfs.btrfsScrubStatus("/");
        assertThat(status.btrfsscrubDataBytesScrubbed()).isEqualTo(3 << 20);
        assertThat(status.btrfsscrubTreeBytesScrubbed()).isPositive();
        assertThat(status.btrfsscrubCsumErrors()).isZero();
        assertThatThrownBy(() -> btrfs.btrfsScrubCancel("/")).hasMessageContaining("not running");
        assertThatThrownBy(() -> btrfs.btrfsScrubResume("/")).hasMessageContaining("nothing to resume");
    }

    @Test
    void superblockFlagsAreTuned() throws IOException {
        mkfs("/dev/sda");
        btrfs.btrfstuneSeeding("/dev/sda", true);
        assertThat(superblock(0, 0x38) >>> 32 & 1).as("seeding").isEqualTo(1);
        btrfs.btrfsSetSeeding("/dev/sda", false);
        assertThat(superblock(0, 0x38) >>> 32 & 1).as("seeding").isZero();
        GUEST.shell("mkfs.btrfs -q -f -O ^extref,^skinny-metadata,^no-holes /dev/sda");
        assertThat(superblock(0, 0xbc) & 0x140).isZero();
        btrfs.btrfstuneEnableExtendedInodeRefs("/dev/sda");
        assertThat(superblock(0, 0xbc) & 0x40).as("extended references").isEqualTo(0x40);
        btrfs.btrfstuneEnableSkinnyMetadataExtentRefs("/dev/sda");
        assertThat(superblock(0, 0xbc) & 0x100).as("skinny metadata").isEqualTo(0x100);
    }

    @Test
    void damageIsFoundAndRepaired() throws IOException {
        mkfs("/dev/sda");
        btrfs.btrfsFsck("/dev/sda", null, null);
        btrfs.btrfsFsck("/dev/sda", 1L, true);
        btrfs.btrfsRescueSuperRecover("/dev/sda");
        btrfs.btrfsRescueChunkRecover("/dev/sda");
        GUEST.shell("dd if=/dev/zero of=/dev/sda bs=4096 seek=16 count=1 conv=fsync 2>/dev/null");
        assertThatThrownBy(() -> btrfs.btrfsFsck("/dev/sda", null, null)).isInstanceOf(IOException.class);
        btrfs.btrfsRescueSuperRecover("/dev/sda");
        assertThat(superblock(0, 0x40)).as("magic").isEqualTo(0x4d5f53665248425fL);
        assertThatCode(() -> btrfs.btrfsFsck("/dev/sda", null, null)).doesNotThrowAnyException();
        assertThatThrownBy(() -> btrfs.btrfsFsck("/dev/sda", -1L, null)).hasMessageContaining("Invalid argument");
    }

    @Test
    void imageOfTheMetadataIsTaken() throws IOException {
        mkfs("/dev/sda");
        GUEST.shell("mkfs.ext4 -q /dev/sdb");
        mounts.mount("/dev/sdb", "/");
        btrfs.btrfsImage(List.of("/dev/sda"), "/image", 5);
        String uuid = GUEST.shell("blkid -p -s UUID -o value /dev/sda");
        GUEST.shell("btrfs-image -r /sysroot/image /dev/sdc");
        assertThat(GUEST.shell("blkid -p -s UUID -o value /dev/sdc")).isEqualTo(uuid);
    }

    @Test
    void filesAreCompressedByDefragmenting() throws IOException {
        mounted("/dev/sda");
        GUEST.actions(Nodes.class).mkdir("/directory");
        GUEST.write("/directory/file", "x".repeat(1 << 20));
        GUEST.shell("sync");
        btrfs.btrfsFilesystemDefragment("/directory", true, "zlib");
        assertThat(GUEST.shell("filefrag -v /sysroot/directory/file")).contains("encoded");
        assertThatThrownBy(() -> btrfs.btrfsFilesystemDefragment("/", null, "none-such"))
                .isInstanceOf(IOException.class);
    }
}
