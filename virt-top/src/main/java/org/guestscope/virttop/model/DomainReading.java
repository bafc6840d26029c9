package org.guestscope.virttop.model;

import java.util.List;
import org.guestscope.live.DomainFigure;
import org.guestscope.live.DomainState;
import org.guestscope.live.DomainStats;
import org.jspecify.annotations.Nullable;

/**
 * One domain over one interval.
 *
 * @param host the label of its host
 * @param key what names it across samples and hosts
 * @param stats as sampled at the interval's end
 * @param then as sampled at its begin; null for a domain seen for the first time
 * @param seconds the interval's length; 0 for a domain seen for the first time, whose increases are unknown
 * @param cpuNanos CPU time used in it; {@link Io#UNKNOWN} when unknown
 * @param cpuPercent of all the host's CPUs together; NaN when unknown
 * @param memoryPercent of the host's memory; NaN when unknown
 * @param history of {@code cpuPercent}, a window of the newest values
 */
public record DomainReading(
        String host,
        String key,
        DomainStats stats,
        @Nullable DomainStats then,
        double seconds,
        long cpuNanos,
        double cpuPercent,
        double memoryPercent,
        Io io,
        History history) {

    /** The number it runs under; {@link Integer#MAX_VALUE} when it does not run. */
    public int id() {
        return stats.domain().id().orElse(Integer.MAX_VALUE);
    }

    /** Its name, not sanitised. */
    public String name() {
        return stats.domain().name();
    }

    /** Whether it runs, in any state but shut off. */
    public boolean active() {
        return stats.domain().active() && stats.domain().state() != DomainState.SHUTOFF;
    }

    /** CPU time since it was started, ns; -1 when unknown. */
    public long cpuTime() {
        return stats.figures().get(DomainFigure.CPU_TIME);
    }

    /** Memory it was given, KiB; -1 when unknown. */
    public long memoryKib() {
        return stats.figures().get(DomainFigure.BALLOON_CURRENT);
    }

    /** Its virtual CPUs, as far as they were asked for. */
    public List<VcpuReading> vcpus() {
        return VcpuReading.between(then, stats, seconds);
    }

    /** Its disks that were there at both ends of the interval. */
    public List<DeviceReading> disks() {
        return then == null || !active() ? List.of() : DeviceReading.disks(this, then);
    }

    /** Its network interfaces that were there at both ends of the interval. */
    public List<DeviceReading> interfaces() {
        return then == null || !active() ? List.of() : DeviceReading.interfaces(this, then);
    }

    /**
     * Memory used in the guest as its balloon driver reports, KiB: what is there less what it could give up; -1 when
     * the driver has never reported.
     */
    public long guestUsedKib() {
        long available = stats.figures().get(DomainFigure.BALLOON_AVAILABLE);
        long free = stats.figures()
                .getOr(DomainFigure.BALLOON_USABLE, stats.figures().get(DomainFigure.BALLOON_UNUSED));
        return available < 0 || free < 0 ? -1 : Math.max(0, available - free);
    }

    /** CPU use of its own virtual CPUs, where 100 means all of them are busy; NaN when unknown. */
    public double vcpuPercent() {
        long count = stats.figures().getOr(DomainFigure.VCPU_CURRENT, 0);
        return cpuNanos < 0 || seconds <= 0 || count <= 0 ? Double.NaN : cpuNanos / 1e7 / seconds / count;
    }

    /** The letter of the S column: {@code ?RSPD-XM}. */
    public char stateLetter() {
        return switch (stats.domain().state()) {
            case NOSTATE -> '?';
            case RUNNING -> 'R';
            case BLOCKED -> 'S';
            case PAUSED -> 'P';
            case SHUTDOWN -> 'D';
            case SHUTOFF -> 'O';
            case CRASHED -> 'X';
            case PMSUSPENDED -> 'M';
        };
    }
}
