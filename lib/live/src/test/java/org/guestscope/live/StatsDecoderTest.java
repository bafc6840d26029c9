package org.guestscope.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.guestscope.live.jna.LibvirtDomain;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StatsDecoderTest {

    private static final int ULLONG = 4;
    private static final Domain DOMAIN =
            new Domain("g", "00000000-0000-4000-8000-000000000001", OptionalInt.of(3), DomainState.NOSTATE);

    private boolean nowait;
    private final List<Memory> kept = new ArrayList<>();

    /** Decodes {@code name=number} and {@code name='text'} parameters. */
    private DomainStats decode(String... parameters) {
        Memory params = new Memory((long) Math.max(1, parameters.length) * LibvirtDomain.TYPED_PARAMETER_BYTES);
        params.clear();
        for (int i = 0; i < parameters.length; i++) {
            int equals = parameters[i].indexOf('=');
            String value = parameters[i].substring(equals + 1);
            long base = (long) i * LibvirtDomain.TYPED_PARAMETER_BYTES;
            byte[] name = Native.toByteArray(parameters[i].substring(0, equals), "US-ASCII");
            params.write(base, name, 0, name.length);
            if (value.startsWith("'")) {
                params.setInt(base + LibvirtDomain.TYPED_PARAMETER_TYPE, 7);
                params.setPointer(
                        base + LibvirtDomain.TYPED_PARAMETER_VALUE, text(value.substring(1, value.length() - 1)));
            } else {
                params.setInt(base + LibvirtDomain.TYPED_PARAMETER_TYPE, ULLONG);
                params.setLong(base + LibvirtDomain.TYPED_PARAMETER_VALUE, Long.parseLong(value));
            }
        }
        kept.add(params);
        return new StatsDecoder().decode(DOMAIN, 0, nowait, params, parameters.length);
    }

    private @Nullable Pointer text(String value) {
        Memory text = new Memory(value.length() * 4L + 1);
        text.setString(0, value, "UTF-8");
        kept.add(text);
        return text;
    }

    @Test
    void domainFiguresAreFoundByTheirNames() {
        DomainStats stats = decode("state.state=3", "state.reason=1", "cpu.time=77", "balloon.current=1024");
        assertThat(stats.domain().state()).isEqualTo(DomainState.PAUSED);
        assertThat(stats.figures().get(DomainFigure.CPU_TIME)).isEqualTo(77);
        assertThat(stats.figures().get(DomainFigure.BALLOON_CURRENT)).isEqualTo(1024);
        assertThat(stats.figures().has(DomainFigure.BALLOON_RSS)).isFalse();
        assertThat(stats.silent()).isFalse();
    }

    @Test
    void disksAndInterfacesAreFoundByTheirIndex() {
        DomainStats stats = decode(
                "block.count=2",
                "block.0.name='vda'",
                "block.0.path='/a.qcow2'",
                "block.0.rd.reqs=5",
                "block.1.name='vdb'",
                "block.1.wr.bytes=9",
                "net.count=1",
                "net.0.name='vnet0'",
                "net.0.rx.drop=4");
        assertThat(stats.disks()).extracting(DeviceStats::name).containsExactly("vda", "vdb");
        assertThat(stats.disks()).extracting(DeviceStats::path).containsExactly("/a.qcow2", null);
        assertThat(stats.disks().get(0).figures().get(BlockFigure.RD_REQS)).isEqualTo(5);
        assertThat(stats.disks().get(1).figures().get(BlockFigure.WR_BYTES)).isEqualTo(9);
        assertThat(stats.interfaces().get(0).figures().get(InterfaceFigure.RX_DROP))
                .isEqualTo(4);
    }

    @Test
    void devicesWithoutFiguresAreLeftOut() {
        DomainStats stats = decode("net.count=2", "net.1.name='user'", "block.0.name='sda'", "block.1.rd.reqs=1");
        assertThat(stats.interfaces()).isEmpty();
        assertThat(stats.disks()).isEmpty();
    }

    @Test
    void vcpusKeepTheirNumbersAcrossGaps() {
        DomainStats stats = decode("vcpu.current=2", "vcpu.0.time=1", "vcpu.10.time=5", "vcpu.10.delay=6");
        assertThat(stats.vcpus()).hasSize(11);
        assertThat(stats.vcpus().get(3)).isNull();
        Figures<VcpuFigure> last = stats.vcpus().get(10);
        assertThat(last).isNotNull();
        assertThat(last.get(VcpuFigure.DELAY)).isEqualTo(6);
        assertThat(last.getOr(VcpuFigure.WAIT, 8)).isEqualTo(8);
    }

    @Test
    void unknownNamesAndAbsurdIndexesArePassedOver() {
        DomainStats stats = decode(
                "perf.cmt=1",
                "block.99999999999.rd.reqs=1",
                "vcpu.4294967296.time=1",
                "net.x.rx.bytes=1",
                "block.rd.reqs=2");
        assertThat(stats.disks()).isEmpty();
        assertThat(stats.vcpus()).isEmpty();
        assertThat(stats.interfaces()).isEmpty();
    }

    @Test
    void countsBeyondTheSignedRangeAreAsGoodAsNone() {
        assertThat(decode("cpu.time=-5").figures().has(DomainFigure.CPU_TIME)).isFalse();
    }

    @Test
    void runningDomainWithoutCpuTimeIsSilent() {
        assertThat(decode("state.state=1").silent()).isTrue();
        assertThat(decode("state.state=1", "cpu.time=1").silent()).isFalse();
    }

    @Test
    void domainPassedOverByLibvirtIsSilent() {
        nowait = true;
        assertThat(decode("state.state=1", "cpu.time=1", "balloon.rss=5").silent())
                .isFalse();
        assertThat(decode("state.state=1", "cpu.time=1", "balloon.current=5").silent())
                .isTrue();
    }
}
