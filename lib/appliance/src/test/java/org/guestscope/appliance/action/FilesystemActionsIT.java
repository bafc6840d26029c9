package org.guestscope.appliance.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.guestscope.guest.action.Checksums;
import org.guestscope.guest.action.Contents;
import org.guestscope.guest.action.F2fs;
import org.guestscope.guest.action.Filesystems;
import org.guestscope.guest.action.Lvm;
import org.guestscope.guest.action.Mounts;
import org.guestscope.guest.action.Nodes;
import org.guestscope.guest.action.Ntfs;
import org.guestscope.guest.action.Partitions;
import org.guestscope.guest.action.Xfs;
import org.guestscope.guest.struct.IsoInfo;
import org.guestscope.guest.struct.XfsInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** XFS, NTFS and F2FS with their own tools, and what is asked of filesystems of every kind. */
@Timeout(600)
class FilesystemActionsIT {

    private static final long MIB = 1 << 20;
    private static final String UUID = "a3a61220-882b-4f61-89f4-cf24dcc7297d";

    @RegisterExtension
    static final GuestMachine GUEST = new GuestMachine(400, 120);

    @TempDir
    Path directory;

    private final Filesystems filesystems = GUEST.actions(Filesystems.class);
    private final Mounts mounts = GUEST.actions(Mounts.class);
    private final Xfs xfs = GUEST.actions(Xfs.class);
    private final Ntfs ntfs = GUEST.actions(Ntfs.class);

    @Test
    void xfsIsAskedGrownAndRepaired() throws IOException {
        GUEST.shell("mkfs.xfs -q -f -d size=320m,agcount=4 -i size=1024 -n size=8192 /dev/sda");
        XfsInfo info = xfs.xfsInfo("/dev/sda");
        assertThat(info.xfsBlocksize()).isEqualTo(4096);
        assertThat(info.xfsDatablocks()).isEqualTo(320 * MIB / 4096);
        assertThat(info.xfsAgcount()).isEqualTo(4);
        assertThat(info.xfsAgsize()).isEqualTo(320 * MIB / 4096 / 4);
        assertThat(info.xfsInodesize()).isEqualTo(1024);
        assertThat(info.xfsDirblocksize()).isEqualTo(8192);
        assertThat(info.xfsDirversion()).isEqualTo(2);
        assertThat(info.xfsSectsize()).isEqualTo(512);
        assertThat(info.xfsLogname()).isEqualTo("internal");
        assertThat(info.xfsRtname()).isEqualTo("none");

        mounts.mount("/dev/sda", "/");
        assertThat(xfs.xfsInfo("/").xfsDatablocks()).isEqualTo(info.xfsDatablocks());
        xfs.xfsGrowfs("/", true, null, null, 360 * MIB / 4096, null, null, null, null);
        assertThat(xfs.xfsInfo("/").xfsDatablocks()).isEqualTo(360 * MIB / 4096);
        xfs.xfsGrowfs("/", true, null, null, null, null, null, null, 40);
        assertThat(xfs.xfsInfo("/").xfsDatablocks()).isEqualTo(400 * MIB / 4096);
        assertThat(xfs.xfsInfo("/").xfsImaxpct()).isEqualTo(40);
        mounts.umountAll();

        xfs.xfsAdmin("/dev/sda", null, null, null, null, null, "name", UUID);
        assertThat(GUEST.shell("blkid -p -s LABEL -o value /dev/sda")).isEqualTo("name");
        assertThat(GUEST.shell("blkid -p -s UUID -o value /dev/sda")).isEqualTo(UUID);
        xfs.xfsAdmin("/dev/sda", null, null, null, null, null, "", null);
        assertThat(GUEST.shell("blkid -p -s LABEL -o value /dev/sda || true")).isEmpty();

        assertThat(xfs.xfsRepair("/dev/sda", null, true, null, null, null, null, null, null, null, null))
                .isZero();
        GUEST.shell("xfs_db -x -c 'sb 0' -c 'write -d icount 7' /dev/sda");
        assertThat(xfs.xfsRepair("/dev/sda", null, true, null, null, null, null, null, null, null, null))
                .as("looked at only")
                .isEqualTo(1);
        assertThat(xfs.xfsRepair("/dev/sda", null, null, null, null, null, null, null, null, null, null))
                .isZero();
        assertThat(GUEST.shell("xfs_repair -n /dev/sda >/dev/null 2>&1 && echo good"))
                .isEqualTo("good");
        assertThatThrownBy(() -> xfs.xfsInfo("/dev/sdb")).isInstanceOf(IOException.class);
    }

    @Test
    void ntfsIsProbedCheckedAndResized() throws IOException {
        GUEST.shell("mkfs.ntfs -q -Q -F -L name /dev/sdb 2>/dev/null");
        assertThat(ntfs.ntfs3gProbe(true, "/dev/sdb")).isZero();
        assertThat(ntfs.ntfs3gProbe(false, "/dev/sda")).as("not NTFS").isEqualTo(12);
        ntfs.ntfsresizeSize("/dev/sdb", 50 * MIB);
        assertThat(sizeOfNtfs()).isBetween(50 * MIB - 8192, 50 * MIB);
        ntfs.ntfsfix("/dev/sdb", true);
        assertThat(ntfs.ntfs3gProbe(true, "/dev/sdb")).isZero();
        ntfs.ntfsresize("/dev/sdb", 60 * MIB, true);
        assertThat(sizeOfNtfs()).isBetween(60 * MIB - 8192, 60 * MIB);
        assertThatThrownBy(() -> ntfs.ntfsresize("/dev/sdb", -1L, null)).hasMessageContaining("Invalid argument");
        assertThatThrownBy(() -> ntfs.ntfsresize("/dev/sdb", 1000 * MIB, true)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> ntfs.ntfsfix("/dev/sda", null)).isInstanceOf(IOException.class);
    }

    /** Bytes of the sectors that 0x28 of the boot sector counts; the volume ends in a cluster. */
    private static long sizeOfNtfs() throws IOException {
        long sectors = Long.parseLong(GUEST.shell("od -A n -t u8 -j 40 -N 8 /dev/sdb"));
        return sectors * 512;
    }

    @Test
    void ntfsIsClonedAndItsInodesRead() throws IOException {
        GUEST.shell("mkfs.ntfs -q -Q -F -L name /dev/sdb 2>/dev/null");
        Path clone = directory.resolve("clone");
        try (var out = Files.newOutputStream(clone)) {
            ntfs.ntfscloneOut("/dev/sdb", out, null, null, null, null, null);
        }
        assertThat(new String(Files.readAllBytes(clone), 0, 16, StandardCharsets.ISO_8859_1))
                .isEqualTo("\0ntfsclone-image");
        String before = GUEST.shell("md5sum </dev/sdb");
        GUEST.shell("dd if=/dev/zero of=/dev/sdb bs=1M count=1 conv=fsync 2>/dev/null");
        try (var in = Files.newInputStream(clone)) {
            ntfs.ntfscloneIn(in, "/dev/sdb");
        }
        assertThat(GUEST.shell("md5sum </dev/sdb")).isEqualTo(before);

        ByteArrayOutputStream bootSector = new ByteArrayOutputStream();
        ntfs.ntfscatI("/dev/sdb", 7, bootSector);
        assertThat(new String(bootSector.toByteArray(), 3, 4, StandardCharsets.ISO_8859_1))
                .isEqualTo("NTFS");
        assertThat(bootSector.size()).isEqualTo(8192);
        assertThatThrownBy(() -> ntfs.ntfscatI("/dev/sdb", -1, bootSector)).hasMessageContaining("Invalid argument");
    }

    @Test
    void f2fsGrowsToItsDevice() throws IOException {
        GUEST.shell("mkfs.f2fs -q -f /dev/sdb >/dev/null; dd if=/dev/sdb of=/dev/sda bs=1M 2>/dev/null");
        long before = blocksOfF2fs();
        GUEST.actions(F2fs.class).f2fsExpand("/dev/sda");
        assertThat(blocksOfF2fs()).isBetween(3 * before, 5 * before);
        assertThat(GUEST.shell("fsck.f2fs /dev/sda >/dev/null && echo good")).isEqualTo("good");
    }

    /** {@code block_count} of the superblock, which stands at 1 KiB. */
    private static long blocksOfF2fs() throws IOException {
        return Long.parseLong(GUEST.shell("od -A n -t u8 -j 1060 -N 8 /dev/sda"));
    }

    @Test
    void filesystemsAreFoundByTheirNames() throws IOException {
        GUEST.actions(Partitions.class).partDisk("/dev/sda", "mbr");
        filesystems.mkfsB("ext2", 2048, "/dev/sda1");
        assertThat(GUEST.shell("dumpe2fs -h /dev/sda1 2>/dev/null | grep '^Block size'"))
                .endsWith(" 2048");
        filesystems.setLabel("/dev/sda1", "name");
        filesystems.setUuid("/dev/sda1", UUID);
        assertThat(filesystems.findfsLabel("name")).isEqualTo("/dev/sda1");
        assertThat(filesystems.findfsUuid(UUID)).isEqualTo("/dev/sda1");
        filesystems.setUuidRandom("/dev/sda1");
        assertThat(GUEST.shell("blkid -p -s UUID -o value /dev/sda1"))
                .hasSize(36)
                .isNotEqualTo(UUID);
        assertThatThrownBy(() -> filesystems.findfsUuid(UUID)).hasMessageContaining("No such file");
        assertThatThrownBy(() -> filesystems.findfsLabel("other")).hasMessageContaining("No such file");

        GUEST.shell("mkfs.btrfs -q -f /dev/sdb && mkdir -p /tmp/m && mount /dev/sdb /tmp/m"
                + " && btrfs -q subvolume create /tmp/m/sub; umount /tmp/m");
        assertThat(filesystems.listFilesystems())
                .containsEntry("/dev/sda1", "ext2")
                .containsEntry("/dev/sdb", "btrfs")
                .containsEntry("btrfsvol:/dev/sdb/sub", "btrfs")
                .hasSize(3);
        assertThat(filesystems.filesystemAvailable("xfs")).isTrue();
        assertThat(filesystems.filesystemAvailable("nonesuchfs")).isFalse();
        assertThat(filesystems.filesystemAvailable("--help")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ext2", "ext3", "ext4", "vfat", "ntfs", "exfat", "reiserfs", "xfs", "btrfs", "jfs", "nilfs2"})
    void aLabelIsSetAndFound(String type) throws IOException {
        filesystems.mkfs(type, "/dev/sda", null, null, null, null, null);
        filesystems.setLabel("/dev/sda", "NAME");
        assertThat(filesystems.vfsLabel("/dev/sda")).isEqualTo("NAME");
    }

    /** Offline, xfs_admin refuses a mounted file system. */
    @Test
    void aMountedVolumeIsKnownByItsOtherName() throws IOException {
        Lvm lvm = GUEST.actions(Lvm.class);
        lvm.pvcreate("/dev/sda");
        lvm.vgcreate("vg", List.of("/dev/sda"));
        lvm.lvcreate("lv", "vg", 340);
        filesystems.mkfs("xfs", "/dev/vg/lv", null, null, null, null, null);
        mounts.mount("/dev/mapper/vg-lv", "/");
        filesystems.setLabel("/dev/vg/lv", "NAME");
        mounts.umountAll();
        assertThat(filesystems.vfsLabel("/dev/vg/lv")).isEqualTo("NAME");
    }

    /** BusyBox's programs, which are in the appliance too, write such names as they are. */
    @Test
    void namesWithLineEndsAreMarkedAmongChecksums() throws IOException {
        filesystems.mkfs("ext2", "/dev/sda", null, null, null, null, null);
        mounts.mount("/dev/sda", "/");
        GUEST.actions(Contents.class).write("/two\nlines", new byte[0]);
        ByteArrayOutputStream sums = new ByteArrayOutputStream();
        GUEST.actions(Checksums.class).checksumsOut("md5", "/", sums);
        assertThat(sums.toString(StandardCharsets.UTF_8))
                .isEqualTo("\\d41d8cd98f00b204e9800998ecf8427e  ./two\\nlines\n");
    }

    @Test
    void volumeDescriptorsOfIsosAreRead() throws Exception {
        Path iso = directory.resolve("test.iso");
        Files.createDirectory(directory.resolve("content"));
        Process made = new ProcessBuilder(
                        "genisoimage",
                        "-quiet",
                        "-V",
                        "NAME",
                        "-p",
                        "PREPARER",
                        "-publisher",
                        "PUBLISHER",
                        "-o",
                        iso.toString(),
                        directory.resolve("content").toString())
                .inheritIO()
                .start();
        assertThat(made.waitFor()).isZero();
        GUEST.mountExt4("/dev/sda");
        GUEST.actions(Contents.class).write("/iso", Files.readAllBytes(iso));
        IsoInfo info = filesystems.isoinfo("/iso");
        assertThat(info.isoVolumeId()).isEqualTo("NAME");
        assertThat(info.isoDataPreparerId()).isEqualTo("PREPARER");
        assertThat(info.isoPublisherId()).isEqualTo("PUBLISHER");
        assertThat(info.isoSystemId()).isEqualTo("LINUX");
        assertThat(info.isoLogicalBlockSize()).isEqualTo(2048);
        assertThat(info.isoVolumeSpaceSize()).isEqualTo(Files.size(iso) / 2048);
        assertThat(info.isoVolumeCreationT())
                .isBetween(Files.getLastModifiedTime(iso).toMillis() / 1000 - 60, System.currentTimeMillis() / 1000);
        assertThat(info.isoVolumeExpirationT()).isEqualTo(-1);
        GUEST.shell("dd if=/sysroot/iso of=/dev/sdb conv=fsync 2>/dev/null");
        assertThat(filesystems.isoinfoDevice("/dev/sdb")).isEqualTo(info);
        assertThatThrownBy(() -> filesystems.isoinfoDevice("/dev/sda")).isInstanceOf(IOException.class);

        GUEST.actions(Nodes.class).mkdir("/loop");
        GUEST.shell("truncate -s 64K /sysroot/iso2");
        assertThatThrownBy(() -> mounts.mountLoop("/iso2", "/loop"))
                .hasMessageStartingWith("mount_loop: /iso2 on /loop: mount: ");
        mounts.mountLoop("/iso", "/loop");
        assertThat(GUEST.shell("grep -c ' /sysroot/loop iso9660 ro' /proc/mounts"))
                .isEqualTo("1");
    }

    @Test
    void mountsTakeOptions() throws IOException {
        GUEST.shell("mkfs.ext4 -q /dev/sda; mkfs.vfat /dev/sdb >/dev/null");
        mounts.mountOptions("noatime,ro", "/dev/sda", "/");
        assertThat(optionsOf("/sysroot")).contains("noatime").startsWith("ro");
        mounts.remount("/", true);
        assertThat(optionsOf("/sysroot")).startsWith("rw");
        mounts.remount("/", false);
        assertThat(optionsOf("/sysroot")).startsWith("ro");
        mounts.remount("/", true);
        mounts.mkmountpoint("/fat");
        mounts.mountVfs("umask=0077", "vfat", "/dev/sdb", "/fat");
        assertThat(optionsOf("/sysroot/fat")).contains("fmask=0077");
        assertThatThrownBy(() -> mounts.rmmountpoint("/fat")).hasMessageContaining("busy");
        mounts.umount("/fat", null, null);
        assertThatThrownBy(() -> filesystems.setUuidRandom("/dev/sdb"))
                .hasMessage("set_uuid_random: /dev/sdb: the UUID of vfat: Operation not supported");
        assertThatThrownBy(() -> mounts.umount("/fat", null, null)).hasMessage("umount: /fat: not mounted");
        assertThatThrownBy(() -> mounts.mountVfs("", "xfs", "/dev/sdb", "/fat")).isInstanceOf(IOException.class);
        mounts.rmmountpoint("/fat");
        mounts.umountAll();
        GUEST.shell("blockdev --setro /dev/sda");
        try {
            mounts.mount("/dev/sda", "/");
            assertThat(optionsOf("/sysroot"))
                    .as("a device that cannot be written")
                    .startsWith("ro");
            mounts.umountAll();
        } finally {
            GUEST.shell("blockdev --setrw /dev/sda");
        }
        mounts.mount("/dev/sda", "/");
        assertThat(GUEST.shell("ls /sysroot")).isEqualTo("lost+found");
        assertThat(mounts.list9p()).isEmpty();
        assertThat(mounts.mountableDevice("/dev/sda")).isEqualTo("/dev/sda");
        mounts.umountAll();
        mounts.mkmountpoint("/first");
        mounts.mkmountpoint("/second");
        mounts.mount("/dev/sda", "/second");
        mounts.mount("/dev/sda", "/first");
        assertThat(mounts.mountpoints())
                .containsExactly(Map.entry("/dev/sda", "/second"), Map.entry("/dev/sda", "/first"));
        mounts.umountAll();
        mounts.rmmountpoint("/first");
        mounts.rmmountpoint("/second");
    }

    private static String optionsOf(String target) throws IOException {
        return GUEST.shell("while read -r device target kind options rest; do" + " test $target = " + target
                + " && echo $options; done </proc/mounts");
    }

    @Test
    void lostAndFoundIsMadeAndTreesAreSquashed() throws IOException {
        GUEST.mountExt4("/dev/sda");
        GUEST.shell("rmdir /sysroot/lost+found");
        filesystems.mklostAndFound("/");
        assertThat(GUEST.shell("stat -c '%a %F' /sysroot/lost+found")).isEqualTo("700 directory");

        GUEST.actions(Nodes.class).mkdir("/tree");
        GUEST.write("/tree/file", "content");
        GUEST.write("/tree/left-out", "content");
        ByteArrayOutputStream image = new ByteArrayOutputStream();
        filesystems.mksquashfs("/tree", image, "xz", List.of("left-*"));
        GUEST.actions(Contents.class).write("/image", image.toByteArray());
        assertThat(GUEST.shell("unsquashfs -s /sysroot/image | grep ^Compression"))
                .isEqualTo("Compression xz");
        assertThat(GUEST.shell("unsquashfs -cat /sysroot/image file")).isEqualTo("content");
        assertThat(GUEST.shell("unsquashfs -l /sysroot/image")).doesNotContain("left-out");
        assertThatThrownBy(() -> filesystems.mksquashfs("/tree", image, "none-such", null))
                .isInstanceOf(IOException.class);

        GUEST.shell("dd if=/dev/urandom of=/sysroot/tree/random bs=1M count=2 2>/dev/null;"
                + " mount -o remount,size=$(($(du -sk /tmp | cut -f1) + 64))k /tmp");
        try {
            assertThatThrownBy(() -> filesystems.mksquashfs("/tree", image, null, null))
                    .hasMessageContaining("set-memsize gives more");
        } finally {
            GUEST.shell("mount -o remount,size=50% /tmp");
        }
    }
}
