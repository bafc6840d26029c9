package org.guestscope.live;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One domain at one moment.
 *
 * @param domain its names and state
 * @param nanos when its figures were taken, by a clock that only runs forward: domains asked one by one differ in it
 * @param silent whether it runs and told less than it should: its QEMU does not answer
 * @param figures of the domain as a whole
 * @param vcpus by number; a gap is null
 * @param placement where its virtual CPUs ran, when that was asked for and is known
 */
public record DomainStats(
        Domain domain,
        long nanos,
        boolean silent,
        Figures<DomainFigure> figures,
        List<@Nullable Figures<VcpuFigure>> vcpus,
        List<DeviceStats<BlockFigure>> disks,
        List<DeviceStats<InterfaceFigure>> interfaces,
        @Nullable CpuPlacement placement) {

    /** The same with {@code placement}. */
    DomainStats at(@Nullable CpuPlacement where) {
        return new DomainStats(domain, nanos, silent, figures, vcpus, disks, interfaces, where);
    }
}
