package org.guestscope.live;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.guestscope.live.jna.Libvirt;
import org.guestscope.live.jna.LibvirtDomain;

/**
 * Statistics of all domains of one connection: one bulk call, or, where the driver has none or answers it with states
 * only, a few calls a domain.
 *
 * <p>Safe for use by several threads, as a call that hangs is left behind on its own.
 */
final class Statistics {

    private static final int STATS = LibvirtDomain.VIR_DOMAIN_STATS_STATE
            | LibvirtDomain.VIR_DOMAIN_STATS_CPU_TOTAL
            | LibvirtDomain.VIR_DOMAIN_STATS_BALLOON
            | LibvirtDomain.VIR_DOMAIN_STATS_VCPU
            | LibvirtDomain.VIR_DOMAIN_STATS_INTERFACE
            | LibvirtDomain.VIR_DOMAIN_STATS_BLOCK;

    /** Where {@code dom}, {@code params} and {@code nparams} stand in a {@code virDomainStatsRecord}. */
    private static final int RECORD_DOMAIN = 0;

    private static final int RECORD_PARAMS = 8;
    private static final int RECORD_NPARAMS = 16;

    /** {@code virDomainGetID} of a domain that does not run: (unsigned int) -1. */
    private static final int NO_ID = -1;

    private final Connection connection;
    private final SingleStatistics single = new SingleStatistics();
    private final Placements placements = new Placements();

    /** Running domains by name, as the last sample saw them. */
    private final Map<String, Domain> running = new ConcurrentHashMap<>();

    /** What the driver's bulk call is good for; found out at the first domain that runs. */
    private volatile Bulk bulk = Bulk.UNTRIED;

    private enum Bulk {
        UNTRIED,
        WHOLE,
        STATES_ONLY,
        MISSING
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
            if (bulk == Bulk.MISSING) {
                return listed(conn, wanted);
            }
            PointerByReference array = new PointerByReference();
            int flags = nowait ? LibvirtDomain.VIR_CONNECT_GET_ALL_DOMAINS_STATS_NOWAIT : 0;
            long before = System.nanoTime();
            int count = LibvirtDomain.virConnectGetAllDomainStats(conn, STATS, array, flags);
            long nanos = before + (System.nanoTime() - before) / 2;
            if (count < 0) {
                LiveException.Refused refused = VirError.last(connection.name() + ": statistics");
                if (refused.notSupported()) {
                    bulk = Bulk.MISSING;
                    return listed(conn, wanted);
                }
                throw refused;
            }
            Pointer records = array.getValue();
            try {
                return decode(records, count, nanos, wanted, nowait);
            } finally {
                LibvirtDomain.virDomainStatsRecordListFree(records);
            }
        });
    }

    private List<DomainStats> decode(Pointer records, int count, long nanos, Set<Wanted> wanted, boolean nowait)
            throws LiveException {
        StatsDecoder decoder = new StatsDecoder();
        byte[] uuid = new byte[16];
        List<DomainStats> domains = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Pointer record = records.getPointer((long) i * Native.POINTER_SIZE);
            domains.add(decoder.decode(
                    named(record.getPointer(RECORD_DOMAIN), uuid),
                    nanos,
                    nowait,
                    record.getPointer(RECORD_PARAMS),
                    record.getInt(RECORD_NPARAMS)));
        }
        if (bulk == Bulk.UNTRIED && !nowait) {
            bulk = judge(domains);
        }
        forgetOthers(domains);
        if (bulk != Bulk.STATES_ONLY && !wanted.contains(Wanted.PER_CPU)) {
            return domains;
        }
        for (int i = 0; i < count; i++) {
            Pointer domain = records.getPointer((long) i * Native.POINTER_SIZE).getPointer(RECORD_DOMAIN);
            domains.set(i, complete(domain, domains.get(i), wanted));
        }
        return domains;
    }

    private static Bulk judge(List<DomainStats> domains) {
        Bulk verdict = Bulk.UNTRIED;
        for (DomainStats domain : domains) {
            if (domain.figures().has(DomainFigure.CPU_TIME)) {
                return Bulk.WHOLE;
            }
            if (domain.domain().active()) {
                verdict = Bulk.STATES_ONLY;
            }
        }
        return verdict;
    }

    private DomainStats complete(Pointer handle, DomainStats stats, Set<Wanted> wanted) throws LiveException {
        if (!stats.domain().active()) {
            return stats;
        }
        DomainStats whole = bulk == Bulk.WHOLE ? stats : single.read(handle, stats, wanted);
        // What asks a silent domain once more waits for it.
        return wanted.contains(Wanted.PER_CPU) && !whole.silent() ? whole.at(placements.of(handle, whole)) : whole;
    }

    private List<DomainStats> listed(Pointer conn, Set<Wanted> wanted) throws LiveException {
        PointerByReference array = new PointerByReference();
        int count = Libvirt.virConnectListAllDomains(conn, array, 0);
        if (count < 0) {
            throw VirError.last(connection.name() + ": list of domains");
        }
        List<DomainStats> domains = new ArrayList<>(count);
        Pointer list = array.getValue();
        try {
            for (int i = 0; i < count; i++) {
                Pointer handle = list.getPointer((long) i * Native.POINTER_SIZE);
                DomainStats bare = new DomainStats(
                        Connection.describe(handle),
                        System.nanoTime(),
                        false,
                        Figures.of(DomainFigure.class),
                        List.of(),
                        List.of(),
                        List.of(),
                        null);
                domains.add(complete(handle, bare, wanted));
            }
        } finally {
            for (int i = 0; i < count; i++) {
                Libvirt.virDomainFree(list.getPointer((long) i * Native.POINTER_SIZE));
            }
            if (list != null) {
                Native.free(Pointer.nativeValue(list));
            }
        }
        forgetOthers(domains);
        return domains;
    }

    /**
     * The names a handle carries; the state comes with the record's parameters. A running domain keeps its UUID, so it
     * is asked for once a start: each call formats it for libvirt's log, whether or not that is written.
     */
    private Domain named(Pointer handle, byte[] uuid) {
        String name = Connection.nameOf(handle);
        int id = Libvirt.virDomainGetID(handle);
        if (id != NO_ID) {
            Domain known = running.get(name);
            if (known != null && known.id().orElse(NO_ID) == id) {
                return known;
            }
        }
        Libvirt.virDomainGetUUID(handle, uuid);
        ByteBuffer buffer = ByteBuffer.wrap(uuid).order(ByteOrder.BIG_ENDIAN);
        Domain domain = new Domain(
                name,
                new UUID(buffer.getLong(0), buffer.getLong(Long.BYTES)).toString(),
                id == NO_ID ? OptionalInt.empty() : OptionalInt.of(id),
                DomainState.NOSTATE);
        if (id == NO_ID) {
            running.remove(name);
        } else {
            running.put(name, domain);
        }
        return domain;
    }

    private void forgetOthers(List<DomainStats> present) {
        single.forgetOthers(present);
        if (running.size() > present.size()) {
            Set<String> names = new HashSet<>();
            for (DomainStats domain : present) {
                names.add(domain.domain().name());
            }
            running.keySet().retainAll(names);
        }
    }
}
