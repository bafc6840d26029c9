package org.guestscope.disk.fs;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.DiskFormatException;
import org.guestscope.disk.KernelCrc;
import org.guestscope.disk.PatchedDevice;
import org.guestscope.disk.Seal;

/** Real filesystems with bytes changed, and with the superblock's checksum made right again: an answer, or a refusal. */
class FilesystemFuzzTest {

    private static final List<Seal> NONE = List.of();

    /** fs/ext4/super.c, ext4_superblock_csum: without the complement at the end. */
    private static final List<Seal> EXT4 =
            List.of(new Seal(1024, 0x3fc, 1024 + 0x3fc, bytes -> KernelCrc.CRC32C.update(~0, bytes)));

    /** fs/xfs/libxfs/xfs_format.h, xfs_dsb: sb_crc, in a sector of 512 bytes. */
    private static final List<Seal> XFS = List.of(new Seal(0, 512, 224, Seal.CRC32C));

    /** fs/btrfs/ctree.h, btrfs_super_block: csum, with the first of its kinds. */
    private static final List<Seal> BTRFS = List.of(new Seal((64 << 10) + 32, 4096 - 32, 64 << 10, Seal.CRC32C));

    private static final List<Fixture> ALL = Fixture.all().toList();

    /** Unpacked once, as a fuzzer asks for the same one thousands of times. */
    private static final Map<String, List<BlockDevice>> GOOD = new HashMap<>();

    private static void probe(FuzzedDataProvider data, List<Seal> seals, String... types) throws IOException {
        Set<String> wanted = Set.of(types);
        Fixture fixture = data.pickValue(ALL.stream()
                .filter(each -> wanted.contains(String.valueOf(each.type())))
                .toList());
        List<BlockDevice> good = GOOD.get(fixture.name());
        if (good == null) {
            good = fixture.load();
            GOOD.put(fixture.name(), good);
        }
        List<BlockDevice> devices = new ArrayList<>(good);
        BlockDevice changed = PatchedDevice.of(good.get(0), data);
        devices.set(0, Seal.over(changed, seals));
        try {
            FilesystemProbe.over(devices).filesystemOn(devices.get(0));
        } catch (DiskFormatException e) {
            if (e.getMessage().contains("\n")) {
                throw new AssertionError("more than a line: " + e.getMessage(), e);
            }
        }
    }

    @FuzzTest(maxDuration = "5m")
    void ext(FuzzedDataProvider data) throws IOException {
        probe(data, EXT4, "ext2", "ext3", "ext4");
    }

    @FuzzTest(maxDuration = "5m")
    void xfs(FuzzedDataProvider data) throws IOException {
        probe(data, XFS, "xfs");
    }

    @FuzzTest(maxDuration = "5m")
    void btrfs(FuzzedDataProvider data) throws IOException {
        probe(data, BTRFS, "btrfs");
    }

    @FuzzTest(maxDuration = "5m")
    void ntfsAndFat(FuzzedDataProvider data) throws IOException {
        probe(data, NONE, "ntfs", "vfat", "exfat");
    }

    @FuzzTest(maxDuration = "5m")
    void logStructured(FuzzedDataProvider data) throws IOException {
        probe(data, NONE, "f2fs", "nilfs2");
    }

    @FuzzTest(maxDuration = "5m")
    void readOnly(FuzzedDataProvider data) throws IOException {
        probe(data, NONE, "iso9660", "udf", "squashfs", "erofs", "cramfs");
    }

    @FuzzTest(maxDuration = "5m")
    void others(FuzzedDataProvider data) throws IOException {
        probe(data, NONE, "reiserfs", "ufs", "minix", "bfs", "swap", "BitLocker");
    }
}
