package org.guestscope.virttop.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.guestscope.live.CpuPlacement;
import org.guestscope.live.DomainState;
import org.guestscope.virttop.model.Samples.Domains;
import org.junit.jupiter.api.Test;

class HostModelTest {

    private final HostModel model = new HostModel("test:///host");

    private DomainReading only(HostReading reading) {
        assertThat(reading.domains()).hasSize(1);
        return reading.domains().get(0);
    }

    @Test
    void firstSampleKnowsStatesAndMemoryButNoIncreases() {
        DomainReading domain =
                only(model.accept(Samples.at(0, Domains.running("a", 1, 5000).disk("vda", 1, 1, 1, 1))));
        assertThat(domain.cpuPercent()).isNaN();
        assertThat(domain.cpuNanos()).isEqualTo(Io.UNKNOWN);
        assertThat(domain.io()).isEqualTo(Io.NONE);
        assertThat(domain.memoryPercent()).isEqualTo(12.5);
    }

    @Test
    void hundredPercentIsAllCpusOfTheHost() {
        model.accept(Samples.at(0, Domains.running("a", 1, 0)));
        DomainReading domain = only(model.accept(Samples.at(2, Domains.running("a", 1, 2000))));
        assertThat(domain.cpuPercent()).isEqualTo(25.0);
        assertThat(domain.vcpuPercent()).isEqualTo(50.0);
        assertThat(domain.cpuNanos()).isEqualTo(2_000_000_000L);
    }

    @Test
    void increasesAreSummedOverDevices() {
        model.accept(Samples.at(
                0, Domains.running("a", 1, 0).disk("vda", 10, 1, 0, 0).disk("vdb", 5, 0, 0, 0)));
        HostReading reading = model.accept(Samples.at(
                1, Domains.running("a", 1, 0).disk("vda", 13, 2, 512, 0).disk("vdb", 9, 0, 512, 0)));
        assertThat(only(reading).io()).isEqualTo(new Io(7, 1, 1024, 0, Io.UNKNOWN, Io.UNKNOWN));
        assertThat(only(reading).disks()).extracting(DeviceReading::inRequests).containsExactly(3L, 4L);
        assertThat(only(reading).disks().get(0).readMillis()).isEqualTo(2.0);
    }

    @Test
    void deviceThatCameOrWentLeavesTheOthersIncreasesAlone() {
        model.accept(Samples.at(
                0, Domains.running("a", 1, 0).disk("vda", 10, 0, 0, 0).disk("vdb", 999, 0, 0, 0)));
        HostReading reading = model.accept(Samples.at(
                1, Domains.running("a", 1, 0).disk("vda", 11, 0, 0, 0).disk("vdc", 500, 0, 0, 0)));
        assertThat(only(reading).io().rdReqs()).isEqualTo(1);
        assertThat(only(reading).disks()).extracting(DeviceReading::name).containsExactly("vda");
    }

    @Test
    void counterThatWentBackBeganAgain() {
        model.accept(Samples.at(0, Domains.running("a", 1, 0).nic("vnet0", 1000, 1000)));
        DomainReading domain =
                only(model.accept(Samples.at(1, Domains.running("a", 1, 0).nic("vnet0", 70, 1300))));
        assertThat(domain.io().rxBytes()).isEqualTo(70);
        assertThat(domain.io().txBytes()).isEqualTo(300);
    }

    @Test
    void domainStartedAnewIsNew() {
        model.accept(Samples.at(0, Domains.running("a", 1, 9000)));
        assertThat(only(model.accept(Samples.at(1, Domains.running("a", 2, 100))))
                        .cpuPercent())
                .isNaN();
        assertThat(only(model.accept(Samples.at(2, Domains.running("a", 2, 1100))))
                        .cpuPercent())
                .isEqualTo(25.0);
    }

    @Test
    void silentDomainIsMeasuredOverTheWholeTimeItWasSilent() {
        model.accept(Samples.at(0, Domains.running("a", 1, 0)));
        DomainReading silent = only(model.accept(Samples.at(1, Domains.silent("a", 1))));
        assertThat(silent.stats().silent()).isTrue();
        assertThat(silent.cpuPercent()).isNaN();
        DomainReading back = only(model.accept(Samples.at(4, Domains.running("a", 1, 1600))));
        assertThat(back.cpuPercent()).isEqualTo(10.0);
        assertThat(back.seconds()).isEqualTo(4.0);
    }

    @Test
    void vanishedDomainTakesOnlyItsRowAlong() {
        model.accept(Samples.at(0, Domains.running("a", 1, 0), Domains.running("b", 2, 0)));
        HostReading reading = model.accept(Samples.at(1, Domains.running("b", 2, 400)));
        assertThat(only(reading).name()).isEqualTo("b");
        assertThat(only(reading).cpuPercent()).isEqualTo(10.0);
    }

    @Test
    void vcpusHaveTheirOwnUseAndSteal() {
        model.accept(Samples.at(0, Domains.running("a", 1, 0).vcpu(0, 0)));
        DomainReading domain =
                only(model.accept(Samples.at(2, Domains.running("a", 1, 0).vcpu(500, 100))));
        VcpuReading vcpu = domain.vcpus().get(0);
        assertThat(vcpu.percent()).isEqualTo(25.0);
        assertThat(vcpu.stealPercent()).isEqualTo(5.0);
        assertThat(vcpu.waitPercent()).isNaN();
    }

    @Test
    void hostIsBusyForWhatIsNotIdle() {
        model.accept(Samples.at(0));
        assertThat(model.accept(Samples.at(1)).cpuPercent()).isEqualTo(50.0);
    }

    @Test
    void physicalCpusWithoutAccountingGetTheTimeWhereVcpusWereSeen() {
        model.accept(Samples.at(
                0, Domains.running("a", 1, 0).placed(new CpuPlacement.LastSeen(new int[] {0, 2}, new long[] {0, 0}))));
        HostReading reading = model.accept(Samples.at(
                1,
                Domains.running("a", 1, 1000)
                        .placed(new CpuPlacement.LastSeen(new int[] {2, 3}, new long[] {500_000_000L, 300_000_000L}))));
        assertThat(reading.cpus()).extracting(CpuReading::percent).containsExactly(0.0, 0.0, 60.0, 40.0);
        CpuReading.Share share =
                reading.cpus().get(2).shares().get(reading.domains().get(0).key());
        assertThat(share).isEqualTo(new CpuReading.Share(60, 50));
    }

    @Test
    void physicalCpusWithAccountingAreTakenAsCounted() {
        model.accept(Samples.at(
                0, Domains.running("a", 1, 0).placed(new CpuPlacement.PerCpu(new long[] {5, 5}, new long[] {5, 5}))));
        HostReading reading = model.accept(Samples.at(
                1,
                Domains.running("a", 1, 1000)
                        .placed(new CpuPlacement.PerCpu(new long[] {5, 250_000_005L}, new long[] {5, 200_000_005L}))));
        assertThat(reading.cpus().get(1).percent()).isCloseTo(25.0, within(1e-9));
        assertThat(reading.cpus().get(0).shares()).isEmpty();
    }

    @Test
    void totalsCountStatesAsThePeerDoes() {
        HostReading reading = model.accept(Samples.at(
                0,
                Domains.running("Domain-0", 0, 0).memory(512),
                Domains.running("a", 1, 0),
                Domains.running("b", 2, 0).in(DomainState.BLOCKED),
                Domains.running("c", 3, 0).in(DomainState.PAUSED),
                Domains.running("d", 4, 0).in(DomainState.SHUTDOWN),
                Domains.running("e", 5, 0).in(DomainState.CRASHED),
                Domains.off("f")));
        Totals totals = Totals.of(List.of(reading));
        assertThat(totals.count()).isEqualTo(7);
        assertThat(totals.active()).isEqualTo(6);
        assertThat(totals.inactive()).isEqualTo(1);
        assertThat(totals.running()).isEqualTo(2);
        assertThat(totals.sleeping()).isEqualTo(1);
        assertThat(totals.paused()).isEqualTo(1);
        assertThat(totals.shutdown()).isEqualTo(1);
        assertThat(totals.shutoff()).isZero();
        assertThat(totals.crashed()).isEqualTo(1);
        assertThat(totals.memoryKib()).isEqualTo((512 + 5 * 1024) * 1024);
        assertThat(totals.guestMemoryKib()).isEqualTo(5 * 1024 * 1024);
    }
}
