package org.guestscope.live;

import com.sun.jna.Pointer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.guestscope.live.jna.Libvirt;
import org.guestscope.live.jna.LibvirtDomain;
import org.guestscope.live.jna.LibvirtEvent;
import org.guestscope.live.jna.LibvirtLibrary;
import org.jspecify.annotations.Nullable;

/**
 * Samples one host again and again, read-only, and connects anew when the connection was lost.
 *
 * <p>{@link #sample} is called by one thread. Every call to libvirt runs on a thread of its own with a time limit, for
 * a QEMU that is stopped keeps the bulk call waiting without end. Such a call is left behind with its connection, and
 * the next one asks, over another connection, for what needs no waiting; libvirt then leaves out what the stopped domain
 * would have to answer. That domain is {@link DomainStats#silent()} until it goes on. A connection has one call at a
 * time, as libvirt's client (9.0 at least) can forget to send a second thread's call while the first one waits.
 */
public final class HostMonitor implements AutoCloseable {

    /** Calls left behind at most; a host where more hang is treated as lost. */
    private static final int MAX_LATE_CALLS = 8;

    /** Seconds between keepalive messages, and how many may go unanswered: a dead host is found out in 15 s. */
    private static final int KEEPALIVE_SECONDS = 5;

    private static final int KEEPALIVE_COUNT = 3;

    private final @Nullable String uri;
    private final Duration limit;
    private final Runnable lost;
    private final List<Late> late = new ArrayList<>();

    private @Nullable Host host;

    /** A connection and what was found out over it; all of it ends with the connection. */
    private static final class Host {
        static final int UNASKED = -1;

        final Connection connection;
        final Statistics statistics;
        final String name;

        /** How many figures there are of the CPUs and of the memory; 0 when the driver has none. */
        int cpuStats = UNASKED;

        int memoryStats = UNASKED;
        LibvirtEvent.@Nullable ConnectCloseFunc onClose;

        Host(Connection connection) throws LiveException {
            this.connection = connection;
            this.statistics = new Statistics(connection);
            this.name = connection.hostname();
        }
    }

    /** A call that did not come back in time, and the connection it holds. */
    private record Late(FutureTask<?> call, Host host) {}

    /**
     * Watches the host at {@code uri}; nothing is connected yet.
     *
     * @param uri as {@link Connection#open} takes it
     * @param limit how long one question to libvirt may take before the others are asked without it
     * @param lost told on another thread, at once, when the connection breaks
     */
    public HostMonitor(@Nullable String uri, Duration limit, Runnable lost) {
        this.uri = uri;
        this.limit = limit;
        this.lost = lost;
    }

    /**
     * Connects unless that is done; {@link #sample} does it by itself.
     *
     * @return the host's name
     */
    public String connect() throws LiveException {
        return connected().name;
    }

    private Host connected() throws LiveException {
        Host current = host;
        if (current != null) {
            return current;
        }
        EventLoop.start();
        // A connection may take long (ssh, a name server): this limit only keeps a dead host from being waited for.
        FutureTask<Host> opening = start(() -> {
            Connection connection = Connection.open(uri, Connection.Access.READ_ONLY);
            try {
                LibvirtLibrary.bind(LibvirtDomain.class);
                return new Host(connection);
            } catch (UnsatisfiedLinkError e) {
                connection.close();
                throw new LiveException.Missing(e);
            } catch (LiveException e) {
                connection.close();
                throw e;
            }
        });
        Duration patience = limit.multipliedBy(10);
        Host opened;
        try {
            opened = await(opening, patience);
        } catch (TimeoutException e) {
            throw new LiveException.TimedOut("could not connect to " + subject(), patience);
        }
        host = opened;
        watch(opened);
        return opened;
    }

    private String subject() {
        return uri == null || uri.isEmpty() ? "libvirt" : uri;
    }

    private void watch(Host watched) throws LiveException {
        LibvirtEvent.ConnectCloseFunc onClose = (conn, reason, opaque) -> lost.run();
        watched.onClose = onClose;
        watched.connection.use(conn -> {
            // Drivers inside this process have neither a transport to keep alive nor one to lose: -1 is no failure.
            Libvirt.virConnectSetKeepAlive(conn, KEEPALIVE_SECONDS, KEEPALIVE_COUNT);
            return LibvirtEvent.virConnectRegisterCloseCallback(conn, onClose, null, null);
        });
    }

    /**
     * The host as it is now.
     *
     * @throws LiveException when it cannot be reached or does not answer; the next call tries again
     */
    public HostSample sample(Set<Wanted> wanted) throws LiveException {
        dropReturned();
        boolean patient = late.isEmpty();
        while (late.size() < MAX_LATE_CALLS) {
            Host current = connected();
            boolean waits = patient;
            FutureTask<HostSample> call = start(() -> ask(current, wanted, waits));
            try {
                return await(call, limit);
            } catch (TimeoutException e) {
                late.add(new Late(call, current));
                host = null;
                patient = false;
            } catch (LiveException e) {
                if (!current.connection.alive()) {
                    disconnect(current);
                    host = null;
                }
                throw e;
            }
        }
        throw new LiveException.TimedOut(subject() + ": statistics", limit);
    }

    private void dropReturned() {
        for (Iterator<Late> calls = late.iterator(); calls.hasNext(); ) {
            Late call = calls.next();
            if (call.call.isDone()) {
                disconnect(call.host);
                calls.remove();
            }
        }
    }

    /**
     * What a domain is. May be called on another thread than {@link #sample}, takes as long as libvirt does, and uses a
     * connection of its own.
     *
     * @throws LiveException when the domain is gone or the host cannot be reached
     */
    public DomainFacts facts(Domain domain) throws LiveException {
        try (Connection connection = Connection.open(uri, Connection.Access.READ_ONLY)) {
            DomainFacts facts = DomainXml.facts(connection.xml(domain), domain.name());
            // Without a host name the URI is this host's.
            boolean local = domain.active() && connection.uri().contains(":///");
            return local
                    ? new DomainFacts(
                            facts.title(),
                            facts.arch(),
                            facts.machine(),
                            facts.agent(),
                            QemuProcess.uptime(Path.of("/proc"), domain.uuid()))
                    : facts;
        }
    }

    private static HostSample ask(Host host, Set<Wanted> wanted, boolean patient) throws LiveException {
        Node node = host.connection.use(conn -> node(conn, host));
        Instant time = Instant.now();
        long before = System.nanoTime();
        List<DomainStats> domains = host.statistics.read(wanted, !patient);
        long nanos = before + (System.nanoTime() - before) / 2;
        boolean complete = patient || domains.stream().noneMatch(DomainStats::silent);
        List<Node.CpuTime> cpuTimes = wanted.contains(Wanted.PER_CPU)
                ? host.connection.use(conn -> cpuTimes(conn, host, node.maxCpus()))
                : List.of();
        return new HostSample(time, nanos, host.name, node, domains, complete, cpuTimes);
    }

    private static Node node(Pointer conn, Host host) throws LiveException {
        byte[] info = new byte[Libvirt.NODE_INFO_BYTES];
        if (Libvirt.virNodeGetInfo(conn, info) < 0) {
            throw VirError.last(host.connection.name() + ": host");
        }
        return Node.decode(info, cpuTime(conn, host, Libvirt.VIR_NODE_CPU_STATS_ALL_CPUS), memory(conn, host));
    }

    private static List<Node.CpuTime> cpuTimes(Pointer conn, Host host, int cpus) {
        List<Node.CpuTime> times = new ArrayList<>();
        for (int cpu = 0; cpu < cpus && host.cpuStats > 0; cpu++) {
            times.add(cpuTime(conn, host, cpu));
        }
        return times;
    }

    private static Node.CpuTime cpuTime(Pointer conn, Host host, int cpu) {
        if (host.cpuStats == Host.UNASKED) {
            int[] count = new int[1];
            int all = Libvirt.VIR_NODE_CPU_STATS_ALL_CPUS;
            boolean told = Libvirt.virNodeGetCPUStats(conn, all, null, count, 0) == 0;
            host.cpuStats = told ? Math.min(count[0], TypedParameters.MAX_PARAMETERS) : 0;
        }
        int[] count = {host.cpuStats};
        byte[] stats = new byte[host.cpuStats * Libvirt.NODE_STAT_BYTES];
        // A CPU that is offline refuses as well.
        return host.cpuStats <= 0 || Libvirt.virNodeGetCPUStats(conn, cpu, stats, count, 0) < 0
                ? Node.CpuTime.UNKNOWN
                : Node.cpuTime(Node.decodeStats(stats, count[0]));
    }

    private static Node.Memory memory(Pointer conn, Host host) {
        int cells = Libvirt.VIR_NODE_MEMORY_STATS_ALL_CELLS;
        if (host.memoryStats == Host.UNASKED) {
            int[] count = new int[1];
            boolean told = Libvirt.virNodeGetMemoryStats(conn, cells, null, count, 0) == 0;
            host.memoryStats = told ? Math.min(count[0], TypedParameters.MAX_PARAMETERS) : 0;
        }
        int[] count = {host.memoryStats};
        byte[] stats = new byte[host.memoryStats * Libvirt.NODE_STAT_BYTES];
        return host.memoryStats <= 0 || Libvirt.virNodeGetMemoryStats(conn, cells, stats, count, 0) < 0
                ? Node.Memory.UNKNOWN
                : Node.memory(Node.decodeStats(stats, count[0]));
    }

    private <T> FutureTask<T> start(Callable<T> call) {
        FutureTask<T> task = new FutureTask<>(call);
        Thread thread = new Thread(task, "libvirt " + subject());
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    private static <T> T await(FutureTask<T> task, Duration patience) throws LiveException, TimeoutException {
        try {
            return task.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TimeoutException();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof LiveException refused) {
                throw refused;
            }
            throw new IllegalStateException("sampling failed", e.getCause());
        }
    }

    private static void disconnect(Host old) {
        LibvirtEvent.ConnectCloseFunc onClose = old.onClose;
        if (onClose != null) {
            try {
                old.connection.use(conn -> LibvirtEvent.virConnectUnregisterCloseCallback(conn, onClose));
            } catch (LiveException e) {
                throw new IllegalStateException("a monitor's connection is closed by the monitor only", e);
            }
        }
        old.connection.close();
    }

    /** Gives the connection back; a call that hangs keeps its own until it returns. */
    @Override
    public void close() {
        dropReturned();
        Host current = host;
        host = null;
        if (current != null) {
            disconnect(current);
        }
    }
}
