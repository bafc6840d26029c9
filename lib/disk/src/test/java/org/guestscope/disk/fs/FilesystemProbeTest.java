package org.guestscope.disk.fs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.SparseDevice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Real filesystems of every kind give the names blkid gives and the figures the kernel gave. */
class FilesystemProbeTest {

    /** Their figures take a kernel, which must replay a log of changes to trees. */
    private static final Set<String> LEFT_TO_THE_APPLIANCE = Set.of("btrfs-std-dirty");

    @ParameterizedTest
    @MethodSource("org.guestscope.disk.fs.Fixture#all")
    void namesAreThoseOfBlkid(Fixture fixture) throws IOException {
        BlockDevice device = fixture.load().get(0);
        Filesystem filesystem = FilesystemProbe.probe(device).orElseThrow();
        assertThat(filesystem.type()).isEqualTo(fixture.type());
        assertThat(filesystem.label()).isEqualTo(fixture.label());
        assertThat(filesystem.uuid()).isEqualTo(fixture.uuid());
    }

    @ParameterizedTest
    @MethodSource("org.guestscope.disk.fs.Fixture#all")
    void usageIsThatOfTheKernel(Fixture fixture) throws IOException {
        List<BlockDevice> devices = fixture.load();
        FilesystemProbe probe = FilesystemProbe.over(devices);
        for (BlockDevice device : devices) {
            Usage usage = probe.filesystemOn(device).orElseThrow().usage();
            if (LEFT_TO_THE_APPLIANCE.contains(fixture.name())) {
                assertThat(usage).isInstanceOf(Usage.NeedsAppliance.class);
            } else if (fixture.statvfs() == null) {
                assertThat(usage).isInstanceOf(Usage.NotMountable.class);
            } else {
                assertThat(usage).isEqualTo(new Usage.Exact(fixture.statvfs()));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.guestscope.disk.fs.Fixture#all")
    void subvolumesAreThoseBesidesTheDefaultOne(Fixture fixture) throws IOException {
        List<BlockDevice> devices = fixture.load();
        Filesystem filesystem =
                FilesystemProbe.over(devices).filesystemOn(devices.get(0)).orElseThrow();
        assertThat(filesystem.subvolumes()).isEqualTo(fixture.subvolumes());
    }

    @Test
    void btrfsWithoutAllItsDevicesIsNotMountable() throws IOException {
        Usage usage = FilesystemProbe.probe(Fixture.device("btrfs-raid10-b"))
                .orElseThrow()
                .usage();
        assertThat(usage)
                .isInstanceOfSatisfying(
                        Usage.NotMountable.class, u -> assertThat(u.why()).contains("missing"));
    }

    @Test
    void emptyDeviceHoldsNothing() throws IOException {
        assertThat(FilesystemProbe.probe(new SparseDevice("empty", 0))).isEmpty();
        assertThat(FilesystemProbe.probe(new SparseDevice("zeros", 8 << 20))).isEmpty();
    }

    @Test
    void truncatedFilesystemIsNotMountable() throws IOException {
        BlockDevice whole = Fixture.device("ext4-no64");
        BlockDevice half = whole.slice("half", 0, whole.size() / 2);
        assertThat(FilesystemProbe.probe(half).orElseThrow().usage())
                .isInstanceOfSatisfying(
                        Usage.NotMountable.class,
                        u -> assertThat(u.why())
                                .isEqualTo(
                                        "half: bad ext4 superblock at 0x404: blocks_count 16384, device holds 8192"));
    }

    @Test
    void smallReadsOfOnePageReachTheDeviceOnce() throws IOException {
        int[] reads = new int[1];
        BlockDevice counting = new BlockDevice() {
            @Override
            public String name() {
                return "counting";
            }

            @Override
            public long size() {
                return 1 << 20;
            }

            @Override
            public void read(long offset, ByteBuffer destination) {
                reads[0]++;
                destination.position(destination.limit());
            }
        };
        PageCache cache = new PageCache(counting);
        for (int i = 0; i < 100; i++) {
            cache.read(i * 16L, ByteBuffer.allocate(16));
        }
        assertThat(reads[0]).isEqualTo(1);
    }
}
