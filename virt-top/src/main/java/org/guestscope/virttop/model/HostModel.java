package org.guestscope.virttop.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.guestscope.live.DomainFigure;
import org.guestscope.live.DomainStats;
import org.guestscope.live.HostSample;
import org.guestscope.live.Node;
import org.jspecify.annotations.Nullable;

/**
 * Turns a host's samples into readings, one after the other. A domain that was started anew is a new one. Used
 * by one thread.
 */
public final class HostModel {

    private final String uri;
    private volatile boolean byUri;
    private String label;
    private @Nullable HostSample last;
    private Map<String, Past> pasts = Map.of();

    /**
     * What is kept of a domain.
     *
     * @param stats its last answer
     * @param key what it goes by on this host
     */
    private record Past(DomainStats stats, String key, History history) {}

    /**
     * A model without samples.
     *
     * @param uri what the host is called until its name is known
     */
    public HostModel(String uri) {
        this.uri = uri;
        this.label = uri;
    }

    /** Calls the host by its URI from the next sample on: another one has its name. */
    public void goByUri() {
        byUri = true;
    }

    /** The reading of {@code sample} against the one before it. */
    public HostReading accept(HostSample sample) {
        String name = byUri ? uri : sample.hostname();
        boolean renamed = !name.equals(label);
        label = name;
        HostSample before = last;
        double seconds = before == null ? 0 : (sample.nanos() - before.nanos()) / 1e9;
        Map<String, Past> present = new HashMap<>(sample.domains().size() * 2);
        List<DomainReading> domains = new ArrayList<>(sample.domains().size());
        for (DomainStats stats : sample.domains()) {
            String uuid = stats.domain().uuid();
            Past past = pasts.get(uuid);
            DomainStats then = past == null ? null : past.stats;
            if (then != null && (!then.domain().id().equals(stats.domain().id()) || wentBack(then, stats))) {
                then = null;
            }
            String key = past == null || renamed ? label + '/' + uuid : past.key;
            DomainReading reading = read(key, sample.node(), stats, then, past == null ? new History() : past.history);
            // It counts on while it does not answer: its next answer is measured against its last one.
            present.put(uuid, new Past(stats.silent() && then != null ? then : stats, key, reading.history()));
            domains.add(reading);
        }
        List<CpuReading> cpus = CpuGrid.read(sample, before, domains);
        last = sample;
        pasts = present;
        return new HostReading(
                label,
                sample,
                seconds,
                domains,
                cpus,
                before == null
                        ? Double.NaN
                        : busy(before.node().cpuTime(), sample.node().cpuTime()),
                null);
    }

    private static boolean wentBack(DomainStats then, DomainStats now) {
        long before = then.figures().get(DomainFigure.CPU_TIME);
        long after = now.figures().get(DomainFigure.CPU_TIME);
        return after >= 0 && after < before;
    }

    private DomainReading read(String key, Node node, DomainStats stats, @Nullable DomainStats then, History history) {
        double seconds = then == null ? 0 : (stats.nanos() - then.nanos()) / 1e9;
        long nanos = then == null ? Io.UNKNOWN : Increase.of(then.figures(), stats.figures(), DomainFigure.CPU_TIME);
        double percent = nanos < 0 || seconds <= 0 || node.cpus() <= 0
                ? Double.NaN
                : 100.0 * nanos / (seconds * 1e9 * node.cpus());
        long memory = stats.figures().get(DomainFigure.BALLOON_CURRENT);
        double memoryPercent = memory < 0 || node.memoryKib() <= 0 ? Double.NaN : 100.0 * memory / node.memoryKib();
        history.add(percent);
        return new DomainReading(
                label,
                key,
                stats,
                then,
                seconds,
                nanos,
                percent,
                memoryPercent,
                then == null ? Io.NONE : Io.between(then, stats),
                history);
    }

    /** The busy part of all that was counted between two moments, in percent; NaN when unknown. */
    static double busy(Node.CpuTime then, Node.CpuTime now) {
        if (then.idle() < 0 || now.idle() < 0) {
            return Double.NaN;
        }
        double work = grown(then.user(), now.user()) + grown(then.system(), now.system());
        double rest = grown(then.idle(), now.idle()) + grown(then.iowait(), now.iowait());
        return work + rest <= 0 ? Double.NaN : 100 * work / (work + rest);
    }

    private static double grown(long then, long now) {
        return Math.max(0, now - then);
    }
}
