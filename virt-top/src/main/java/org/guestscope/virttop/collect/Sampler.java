package org.guestscope.virttop.collect;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.guestscope.live.DomainFacts;
import org.guestscope.live.LiveException;
import org.guestscope.live.Wanted;
import org.guestscope.virttop.model.DomainReading;
import org.guestscope.virttop.model.HostReading;

/**
 * All hosts, sampled side by side. A host that keeps the others waiting is left behind with its last reading until it
 * answers; one that was lost is connected anew at each round. Used by one thread.
 */
public final class Sampler implements AutoCloseable {

    private final List<HostFeed> feeds = new ArrayList<>();
    private final Duration patience;

    /**
     * A sampler that has not connected yet.
     *
     * @param uris libvirt URIs; empty for libvirt's default
     * @param patience how long one question to a host may take
     * @param lost told, on another thread, when a connection breaks
     */
    public Sampler(List<String> uris, Duration patience, Runnable lost) {
        this.patience = patience;
        // A host given twice is one host.
        for (String uri : uris.isEmpty() ? Set.of("") : new LinkedHashSet<>(uris)) {
            feeds.add(new HostFeed(uri, patience, lost));
        }
    }

    /**
     * Connects to every host and waits until each has answered or refused.
     *
     * @throws LiveException the first host's refusal, when none can be reached
     */
    public void connect() throws LiveException {
        for (HostFeed feed : feeds) {
            feed.connect();
        }
        LiveException refused = null;
        int reached = 0;
        for (HostFeed feed : feeds) {
            LiveException failure = feed.awaitConnected();
            if (failure == null) {
                reached++;
            } else if (refused == null) {
                refused = failure;
            }
        }
        if (reached == 0 && refused != null) {
            throw refused;
        }
        nameApart(feeds.stream().map(HostFeed::name).toList());
    }

    /** One reading a host, in the order of the URIs. */
    public List<HostReading> round(Set<Wanted> wanted) {
        for (HostFeed feed : feeds) {
            feed.ask(wanted);
        }
        // The first late call of a host costs its patience, the one that goes round it a little more.
        long deadline = System.nanoTime() + patience.toNanos() * 2;
        List<HostReading> readings = new ArrayList<>(feeds.size());
        for (HostFeed feed : feeds) {
            readings.add(feed.await(deadline));
        }
        nameApart(readings.stream().map(HostReading::label).toList());
        return readings;
    }

    /**
     * What a domain of a reading is; takes as long as its host does, and is asked on any thread.
     *
     * @throws LiveException when host or domain are away
     */
    public DomainFacts facts(DomainReading domain) throws LiveException {
        for (HostFeed feed : feeds) {
            if (feed.goesBy(domain.host())) {
                return feed.facts(domain.stats().domain());
            }
        }
        throw new IllegalArgumentException("no host " + domain.host());
    }

    /** Hosts of one name, as test drivers are, go by their URIs. */
    private void nameApart(List<String> names) {
        for (int i = 0; i < names.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (names.get(i).equals(names.get(j))) {
                    feeds.get(i).goByUri();
                    feeds.get(j).goByUri();
                }
            }
        }
    }

    @Override
    public void close() {
        for (HostFeed feed : feeds) {
            feed.close();
        }
    }
}
