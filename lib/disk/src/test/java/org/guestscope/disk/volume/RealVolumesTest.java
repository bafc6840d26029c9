package org.guestscope.disk.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.SparseDevice;
import org.guestscope.disk.fs.Filesystem;
import org.guestscope.disk.fs.FilesystemProbe;
import org.guestscope.disk.fs.StatVfs;
import org.guestscope.disk.fs.Usage;
import org.guestscope.disk.guest.Candidate;
import org.guestscope.disk.guest.GuestLayout;
import org.guestscope.disk.guest.Member;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Arrays and groups that mdadm and LVM made, read back; recipe.txt among the resources tells how. */
public class RealVolumesTest {

    private static final int MIB = 1 << 20;

    private static Map<String, BlockDevice> lvm = new TreeMap<>();
    private static GuestLayout lvmLayout = new GuestLayout(List.of(), List.of(), List.of());

    @BeforeAll
    static void activateGroups() throws IOException {
        List<BlockDevice> disks = new ArrayList<>();
        for (char disk = 'a'; disk <= 'h'; disk++) {
            disks.add(SparseDevice.fromMap(RealVolumesTest.class, "lvm/" + disk + ".map.gz"));
        }
        lvmLayout = GuestLayout.of(disks);
        for (Candidate candidate : lvmLayout.candidates()) {
            lvm.put(candidate.device(), ((Candidate.Readable) candidate).contents());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "r1090,2,12517376",
        "r110,2,12517376",
        "r111,2,11534336",
        "lin12,3,37748736",
        "lin090,2,25034752",
        "r0z,3,37748736",
        "r4,3,23068672",
        "r5la,3,23068672",
        "r5ra,3,23068672",
        "r5ls,4,34603008",
        "r5rs,3,23068672",
        "r6,5,34603008",
        "r10n,3,17301504",
        "r10f,3,17301504",
        "r10o,3,17301504"
    })
    void mdArrayHasItsSizeAndContents(String array, int members, long size) throws IOException {
        List<BlockDevice> disks = new ArrayList<>();
        for (int i = 0; i < members; i++) {
            disks.add(SparseDevice.fromMap(getClass(), "md/%s-%d.map.gz".formatted(array, i)));
        }

        GuestLayout layout = GuestLayout.of(disks);

        assertThat(layout.problems()).isEmpty();
        assertThat(layout.members()).hasSize(members).extracting(Member::type).containsOnly("linux_raid_member");
        assertThat(layout.candidates()).singleElement().isInstanceOf(Candidate.Readable.class);
        Candidate.Readable found = (Candidate.Readable) layout.candidates().get(0);
        assertThat(found.device()).isEqualTo("/dev/md127");
        assertThat(found.contents().size()).isEqualTo(size);
        assertPatternFrom(found.contents(), 0, size, 0);
    }

    @Test
    void arrayThatLostAMemberIsNotStarted() throws IOException {
        GuestLayout layout = GuestLayout.of(List.of(
                SparseDevice.fromMap(getClass(), "md/r5la-0.map.gz"),
                SparseDevice.fromMap(getClass(), "md/r5la-2.map.gz")));

        assertThat(layout.candidates()).isEmpty();
        assertThat(layout.problems())
                .containsExactly(
                        "md/r5la-0.map.gz: raid5 array not started: 1 of the 3 members it had at last are missing");
    }

    @Test
    void arraysAreNumberedDownwardsInTheOrderOfTheirFirstMembersAndListedByName() throws IOException {
        GuestLayout layout = GuestLayout.of(List.of(
                SparseDevice.fromMap(getClass(), "md/r111-0.map.gz"),
                SparseDevice.fromMap(getClass(), "md/r110-0.map.gz"),
                SparseDevice.fromMap(getClass(), "md/r110-1.map.gz"),
                SparseDevice.fromMap(getClass(), "md/r111-1.map.gz")));

        assertThat(layout.candidates()).extracting(Candidate::device).containsExactly("/dev/md126", "/dev/md127");
        assertThat(((Candidate.Readable) layout.candidates().get(1)).contents().size())
                .isEqualTo(11534336);
    }

    @Test
    void groupsShowTheirVolumesByNameWithoutSkippedHiddenAndBrokenOnes() {
        assertThat(lvm.keySet())
                .containsExactly(
                        "/dev/vgc/cow",
                        "/dev/vgc/orig",
                        "/dev/vgc/plain",
                        "/dev/vgc/ro",
                        "/dev/vgr/raid0",
                        "/dev/vgr/raid0meta",
                        "/dev/vgr/raid10",
                        "/dev/vgr/raid4",
                        "/dev/vgr/raid5_la",
                        "/dev/vgr/raid5_ls",
                        "/dev/vgr/raid5_n",
                        "/dev/vgr/raid5_ra",
                        "/dev/vgr/raid5_rs",
                        "/dev/vgr/raid6_la_6",
                        "/dev/vgr/raid6_ls_6",
                        "/dev/vgr/raid6_n_6",
                        "/dev/vgr/raid6_nc",
                        "/dev/vgr/raid6_nr",
                        "/dev/vgr/raid6_ra_6",
                        "/dev/vgr/raid6_rs_6",
                        "/dev/vgr/raid6_zr",
                        "/dev/vgr/striped",
                        "/dev/vgt/ext",
                        "/dev/vgt/thin1",
                        "/dev/vgt/thin2");
        assertThat(lvmLayout.candidates()).extracting(Candidate::device).containsExactlyElementsOf(lvm.keySet());
        assertThat(lvmLayout.problems())
                .containsExactly("not activated: lvm/a.map.gz: /dev/vgc/overflow: bad snapshot store header at 0x4: "
                        + "valid 0: the store has overflown");
        assertThat(lvmLayout.members()).hasSize(8).extracting(Member::type).containsOnly("LVM2_member");
    }

    @Test
    void raidVolumesOfAllLevelsHaveTheirContents() throws IOException {
        for (Map.Entry<String, BlockDevice> volume : lvm.entrySet()) {
            if (volume.getKey().startsWith("/dev/vgr/raid")) {
                assertThat(volume.getValue().size()).isEqualTo(6 * MIB);
                assertPatternFrom(volume.getValue(), 0, 6 * MIB, 0);
            }
        }
    }

    @Test
    void segmentsFollowEachOther() throws IOException {
        BlockDevice striped = volume("/dev/vgr/striped");

        assertThat(striped.size()).isEqualTo(8 * MIB);
        assertPatternFrom(striped, 0, 6 * MIB, 0);
        assertThat(SparseDevice.patternAt(striped, 7 * MIB)).isEqualTo(-1);
    }

    @Test
    void thinVolumesHaveWhatWasWrittenAndZerosElsewhere() throws IOException {
        BlockDevice thin1 = volume("/dev/vgt/thin1");
        BlockDevice thin2 = volume("/dev/vgt/thin2");

        assertPatternFrom(thin1, 0, 10 * MIB, 0);
        assertPatternFrom(thin1, 10 * MIB, 2 * MIB, 0);
        assertPatternFrom(thin1, 12 * MIB, 8 * MIB, 12 * MIB / SparseDevice.BLOCK);
        assertThat(SparseDevice.patternAt(thin1, 20 * MIB)).isEqualTo(-1);
        assertThat(thin2.size()).isEqualTo(1024L * MIB);
        assertPatternFrom(thin2, 700L * MIB, 4 * MIB, 0);
        assertThat(SparseDevice.patternAt(thin2, 0)).isEqualTo(-1);
    }

    @Test
    void snapshotKeepsWhatItsOriginHadAndWhatWasWrittenToIt() throws IOException {
        BlockDevice origin = volume("/dev/vgc/plain");
        BlockDevice snapshot = volume("/dev/vgc/cow");

        assertPatternFrom(origin, 5 * MIB, 3 * MIB, 0);
        assertPatternFrom(snapshot, 0, 2 * MIB, 0);
        assertPatternFrom(snapshot, 2 * MIB, MIB, 30 * MIB / SparseDevice.BLOCK);
        assertPatternFrom(snapshot, 3 * MIB, 13 * MIB, 3 * MIB / SparseDevice.BLOCK);
    }

    @Test
    void cacheThatWritesThroughIsReadFromItsOrigin() throws IOException {
        assertPatternFrom(volume("/dev/vgc/orig"), 0, 16 * MIB, 0);
    }

    @Test
    void volumeWithACacheVolumeThatWritesThroughIsReadFromItsOrigin() throws IOException {
        GuestLayout layout = GuestLayout.of(List.of(
                SparseDevice.fromMap(getClass(), "lvm/i.map.gz"), SparseDevice.fromMap(getClass(), "lvm/j.map.gz")));

        Candidate.Readable cached = (Candidate.Readable) layout.candidates().get(0);
        assertThat(cached.device()).isEqualTo("/dev/vgcache/cv");
        assertThat(FilesystemProbe.probe(cached.contents()))
                .map(Filesystem::usage)
                .contains(new Usage.Exact(new StatVfs(1024, 17849, 14860, 13427, 5112, 4888)));
    }

    @Test
    void raidVolumesSurviveTheLossOfOneDiskAndOthersDoNot() throws IOException {
        List<BlockDevice> disks = new ArrayList<>();
        for (char disk = 'd'; disk <= 'g'; disk++) {
            disks.add(SparseDevice.fromMap(RealVolumesTest.class, "lvm/" + disk + ".map.gz"));
        }

        GuestLayout layout = GuestLayout.of(disks);

        assertThat(layout.candidates())
                .extracting(Candidate::device)
                .contains("/dev/vgr/raid10", "/dev/vgr/raid6_zr")
                .doesNotContain("/dev/vgr/raid0");
        for (Candidate candidate : layout.candidates()) {
            if (candidate.device().equals("/dev/vgr/raid10")) {
                assertPatternFrom(((Candidate.Readable) candidate).contents(), 0, 6 * MIB, 0);
            }
        }
        assertThat(layout.problems())
                .anySatisfy(problem -> assertThat(problem)
                        .matches("not activated: lvm/d.map.gz: /dev/vgr/raid0: bad logical volume at 0x0: .*missing"));
    }

    private static BlockDevice volume(String device) {
        return Objects.requireNonNull(lvm.get(device), device);
    }

    private static void assertPatternFrom(BlockDevice device, long offset, long length, int first) throws IOException {
        for (long at = 0; at < length; at += SparseDevice.BLOCK) {
            int expected = first + (int) (at / SparseDevice.BLOCK);
            int found = SparseDevice.patternAt(device, offset + at);
            if (found != expected) {
                fail("%s has block %d at 0x%x, expected %d", device.name(), found, offset + at, expected);
            }
        }
    }
}
