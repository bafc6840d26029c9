package org.guestscope.virttop.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.guestscope.live.CpuPlacement;
import org.guestscope.live.DomainStats;
import org.guestscope.live.HostSample;
import org.guestscope.live.Node;
import org.jspecify.annotations.Nullable;

/**
 * Which domain used which CPU of the host. Where libvirt counts by CPU its counters are taken. Elsewhere each virtual
 * CPU's time is put on the host CPU it was last seen on, and what the emulator's own threads used is spread over the
 * CPUs its virtual CPUs were on; the sum is exact, its place an estimate.
 */
final class CpuGrid {

    private CpuGrid() {}

    static List<CpuReading> read(HostSample sample, @Nullable HostSample before, List<DomainReading> domains) {
        if (sample.cpuTimes().isEmpty()
                && domains.stream().allMatch(d -> d.stats().placement() == null)) {
            return List.of();
        }
        int cpus = Math.max(sample.node().maxCpus(), 0);
        double[] sums = new double[cpus];
        List<Map<String, CpuReading.Share>> shares = new ArrayList<>(cpus);
        for (int cpu = 0; cpu < cpus; cpu++) {
            shares.add(new LinkedHashMap<>());
        }
        for (DomainReading domain : domains) {
            DomainStats was = domain.then();
            if (was == null || domain.seconds() <= 0 || domain.cpuNanos() < 0) {
                continue;
            }
            double[] total = new double[cpus];
            double[] guest = new double[cpus];
            spread(was, domain, total, guest);
            for (int cpu = 0; cpu < cpus; cpu++) {
                if (total[cpu] > 0) {
                    double percent = total[cpu] / 1e7 / domain.seconds();
                    sums[cpu] += percent;
                    shares.get(cpu)
                            .put(domain.key(), new CpuReading.Share(percent, guest[cpu] / 1e7 / domain.seconds()));
                }
            }
        }
        List<CpuReading> readings = new ArrayList<>(cpus);
        for (int cpu = 0; cpu < cpus; cpu++) {
            readings.add(new CpuReading(cpu, sums[cpu], busy(before, sample, cpu), shares.get(cpu)));
        }
        return readings;
    }

    private static double busy(@Nullable HostSample before, HostSample sample, int cpu) {
        if (before == null
                || cpu >= before.cpuTimes().size()
                || cpu >= sample.cpuTimes().size()) {
            return Double.NaN;
        }
        Node.CpuTime then = before.cpuTimes().get(cpu);
        return HostModel.busy(then, sample.cpuTimes().get(cpu));
    }

    /** Nanoseconds by CPU. */
    private static void spread(DomainStats was, DomainReading domain, double[] total, double[] guest) {
        if (was.placement() instanceof CpuPlacement.PerCpu then
                && domain.stats().placement() instanceof CpuPlacement.PerCpu now) {
            for (int cpu = 0; cpu < total.length && cpu < now.total().length && cpu < then.total().length; cpu++) {
                total[cpu] = Math.max(0, now.total()[cpu] - then.total()[cpu]);
                guest[cpu] = Math.max(0, now.guest()[cpu] - then.guest()[cpu]);
            }
        } else if (was.placement() instanceof CpuPlacement.LastSeen then
                && domain.stats().placement() instanceof CpuPlacement.LastSeen now) {
            long placed = 0;
            int seen = 0;
            for (int vcpu = 0; vcpu < now.cpu().length && vcpu < then.time().length; vcpu++) {
                int cpu = now.cpu()[vcpu];
                if (cpu >= 0 && cpu < guest.length) {
                    long used = Math.max(0, now.time()[vcpu] - then.time()[vcpu]);
                    guest[cpu] += used;
                    total[cpu] += used;
                    placed += used;
                    seen++;
                }
            }
            double emulator = seen == 0 ? 0 : Math.max(0, domain.cpuNanos() - placed) / (double) seen;
            for (int cpu : now.cpu()) {
                if (cpu >= 0 && cpu < total.length) {
                    total[cpu] += emulator;
                }
            }
        }
    }
}
