package org.guestscope.disk.fs.btrfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.guestscope.disk.fs.StatVfs;
import org.junit.jupiter.api.Test;

class SpaceUseTest {

    private static final long MIB = 1 << 20;
    private static final long DATA = SpaceUse.DATA;
    private static final long METADATA = SpaceUse.METADATA;

    @Test
    void reserveOfAFreshFilesystemIsWhatAnUnlinkMayNeed() {
        assertThat(SpaceUse.globalReserve(16384, 100_000, 3, true)).isEqualTo(22 * 16 * 16384L);
        assertThat(SpaceUse.globalReserve(16384, 100_000, 2, false)).isEqualTo(15 * 16 * 16384L);
    }

    @Test
    void reserveGrowsWithTheTreesUpToItsLimit() {
        assertThat(SpaceUse.globalReserve(16384, 100 * MIB, 3, true)).isEqualTo(100 * MIB);
        assertThat(SpaceUse.globalReserve(16384, 900 * MIB, 3, true)).isEqualTo(512 * MIB);
    }

    @Test
    void mirroredDataIsCountedOnce() {
        List<SpaceUse.BlockGroup> groups = List.of(
                new SpaceUse.BlockGroup(0, 100 * MIB, 40 * MIB, DATA | 0x10),
                new SpaceUse.BlockGroup(200 * MIB, 50 * MIB, 10 * MIB, METADATA | 0x10));
        List<SpaceUse.Device> devices =
                List.of(new SpaceUse.Device(501 * MIB, 150 * MIB), new SpaceUse.Device(401 * MIB, 150 * MIB));
        StatVfs statvfs = SpaceUse.statfs(4096, 902 * MIB, 4 * MIB, groups, devices, false);
        assertThat(statvfs)
                .isEqualTo(new StatVfs(
                        4096, 451 * MIB / 4096, (451 - 50 - 4) * MIB / 4096, (60 + 250) * MIB / 4096, 0, 0));
    }

    @Test
    void fullDeviceLeavesNothingForMirrors() {
        List<SpaceUse.BlockGroup> groups = List.of(new SpaceUse.BlockGroup(0, 100 * MIB, 100 * MIB, DATA | 0x10));
        List<SpaceUse.Device> devices =
                List.of(new SpaceUse.Device(500 * MIB, 100 * MIB), new SpaceUse.Device(101 * MIB, 100 * MIB));
        assertThat(SpaceUse.statfs(4096, 601 * MIB, 0, groups, devices, false).available())
                .isZero();
    }

    @Test
    void xxHashOfKnownInputs() {
        assertThat(hash("")).isEqualTo(0xef46db3751d8e999L);
        assertThat(hash("a")).isEqualTo(0xd24ec4f1a98c6e5bL);
        assertThat(hash("Nobody inspects the spammish repetition")).isEqualTo(0xfbcea83c8a378bf1L);
    }

    private static long hash(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return XxHash64.hash(bytes, 0, bytes.length);
    }
}
