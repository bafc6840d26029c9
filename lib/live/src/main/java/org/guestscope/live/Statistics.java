package org.guestscope.live;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.guestscope.live.jna.Libvirt;
import org.guestscope.live.jna.LibvirtDomain;
import org.jspecify.annotations.Nullable;

/**
 * Statistics of all domains of one connection: one bulk call, or, where the driver has none or answers it with states
 * only, a few calls a domain. Used by one thread at a time; a call that hangs is left behind with its connection.
 */
final class Statistics {

    private static final int STATS = LibvirtDomain.VIR_DOMAIN_STATS_STATE
            | LibvirtDomain.VIR_DOMAIN_STATS_CPU_TOTAL
            | LibvirtDomain.VIR_DOMAIN_STATS_BALLOON
            | LibvirtDomain.VIR_DOMAIN_STATS_INTERFACE
            | LibvirtDomain.VIR_DOMAIN_STATS_BLOCK;

    /** Where {@code dom}, {@code params} and {@code nparams} stand in a {@code virDomainStatsRecord}. */
    private static final int RECORD_DOMAIN = 0;

    private static final int RECORD_PARAMS = 8;
    private static final int RECORD_NPARAMS = 16;

    private final Connection connection;
    private final Roster roster = new Roster();
    private final StatsDecoder decoder = new StatsDecoder();
    private final SingleStatistics single = new SingleStatistics();
    private final Placements placements = new Placements();

    /** Whether the driver's bulk call tells enough. */
    private Bulk bulk = Bulk.UNTRIED;

    private enum Bulk {
        /** Not known before a domain runs. */
        UNTRIED,
        WHOLE,
        /** There is none, or it tells states and no figures. */
        WANTING
    }

    Statistics(Connection connection) {
        this.connection = connection;
    }

    /**
     * All domains with their figures.
     *
     * @param nowait leave out the figures of domains whose QEMU is busy, in place of waiting for it
     */
    List<DomainStats> read(Set<Wanted> wanted, boolean nowait) throws LiveException {
        return connection.use(conn -> {
            roster.begin(conn);
            List<DomainStats> domains = bulk == Bulk.WANTING ? null : inBulk(conn, wanted, nowait);
            return domains == null ? oneByOne(conn, wanted) : domains;
        });
    }

    /** Null when the driver cannot. */
    private @Nullable List<DomainStats> inBulk(Pointer conn, Set<Wanted> wanted, boolean nowait) throws LiveException {
        PointerByReference array = new PointerByReference();
        boolean vcpus = wanted.contains(Wanted.VCPU_COUNT)
                || wanted.contains(Wanted.DETAILS)
                || wanted.contains(Wanted.PER_CPU);
        int stats = vcpus ? STATS | LibvirtDomain.VIR_DOMAIN_STATS_VCPU : STATS;
        int flags = nowait ? LibvirtDomain.VIR_CONNECT_GET_ALL_DOMAINS_STATS_NOWAIT : 0;
        long before = System.nanoTime();
        int count = LibvirtDomain.virConnectGetAllDomainStats(conn, stats, array, flags);
        long nanos = before + (System.nanoTime() - before) / 2;
        if (count < 0) {
            LiveException.Refused refused = VirError.last(connection.name() + ": statistics");
            if (refused.notSupported()) {
                bulk = Bulk.WANTING;
                return null;
            }
            throw refused;
        }
        Pointer records = array.getValue();
        try {
            List<DomainStats> domains = decode(records, count, nanos, nowait);
            if (bulk == Bulk.UNTRIED && !nowait) {
                bulk = judge(domains);
            }
            if (bulk == Bulk.WANTING) {
                return null;
            }
            if (wanted.contains(Wanted.PER_CPU)) {
                for (int i = 0; i < count; i++) {
                    domains.set(i, placed(record(records, i).getPointer(RECORD_DOMAIN), domains.get(i)));
                }
            }
            return domains;
        } finally {
            LibvirtDomain.virDomainStatsRecordListFree(records);
        }
    }

    private static Pointer record(Pointer records, int number) {
        return records.getPointer((long) number * Native.POINTER_SIZE);
    }

    private List<DomainStats> decode(Pointer records, int count, long nanos, boolean nowait) {
        long[] handles = new long[count];
        for (int i = 0; i < count; i++) {
            handles[i] = record(records, i).getLong(RECORD_DOMAIN);
        }
        List<Domain> domains = roster.domains(handles);
        List<DomainStats> decoded = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Pointer record = record(records, i);
            decoded.add(decoder.decode(
                    domains.get(i), nanos, nowait, record.getPointer(RECORD_PARAMS), record.getInt(RECORD_NPARAMS)));
        }
        return decoded;
    }

    private static Bulk judge(List<DomainStats> domains) {
        Bulk verdict = Bulk.UNTRIED;
        for (DomainStats domain : domains) {
            if (domain.figures().has(DomainFigure.CPU_TIME)) {
                return Bulk.WHOLE;
            }
            if (domain.domain().active()) {
                verdict = Bulk.WANTING;
            }
        }
        return verdict;
    }

    private List<DomainStats> oneByOne(Pointer conn, Set<Wanted> wanted) throws LiveException {
        PointerByReference array = new PointerByReference();
        int count = Libvirt.virConnectListAllDomains(conn, array, 0);
        if (count < 0) {
            throw VirError.last(connection.name() + ": list of domains");
        }
        Pointer list = array.getValue();
        if (list == null) {
            return List.of();
        }
        long[] handles = list.getLongArray(0, count);
        try {
            List<Domain> domains = roster.domains(handles);
            List<DomainStats> stats = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                DomainStats read = single.read(handles[i], domains.get(i), wanted.contains(Wanted.DETAILS));
                stats.add(wanted.contains(Wanted.PER_CPU) ? placed(new Pointer(handles[i]), read) : read);
            }
            single.forgetOthers(domains);
            return stats;
        } finally {
            for (long handle : handles) {
                Libvirt.virDomainFree(new Pointer(handle));
            }
            Native.free(Pointer.nativeValue(list));
        }
    }

    /** The same with its place; what asks a domain that does not answer once more would wait for it. */
    private DomainStats placed(Pointer handle, DomainStats stats) {
        return stats.domain().active() && !stats.silent() ? stats.at(placements.of(handle, stats)) : stats;
    }
}
