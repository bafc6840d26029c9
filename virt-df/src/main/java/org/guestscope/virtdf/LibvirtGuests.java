package org.guestscope.virtdf;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.guestscope.cli.CommandFailure;
import org.guestscope.live.Connection;
import org.guestscope.live.Domain;
import org.guestscope.live.DomainDisk;
import org.guestscope.live.DomainFacts;
import org.guestscope.live.DomainXml;
import org.guestscope.live.LiveException;
import org.guestscope.virtdf.Guest.GuestDisk;
import org.jspecify.annotations.Nullable;

/** libvirt's domains as guests. */
final class LibvirtGuests {

    /** libvirt's rule for a disk whose XML states no format: raw, whatever its guest wrote into it. */
    private static final String DEFAULT_FORMAT = "raw";

    /** A Xen host's own domain. */
    private static final int DOMAIN_ZERO = 0;

    private LibvirtGuests() {}

    /** Every domain of the connection, sorted by name. */
    static List<Guest> all(Settings settings) throws CommandFailure {
        List<Guest> guests = new ArrayList<>();
        try (Connection connection = connect(settings)) {
            for (Domain domain : connection.domains()) {
                if (domain.id().isEmpty() || domain.id().getAsInt() != DOMAIN_ZERO) {
                    guests.add(guest(connection, domain, settings));
                }
            }
        } catch (LiveException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        }
        guests.sort(
                Comparator.comparing(guest -> guest.name().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned));
        return guests;
    }

    /** The domain that {@code name}, or a UUID, means. */
    static Guest named(String name, Settings settings) throws CommandFailure {
        try (Connection connection = connect(settings)) {
            return guest(connection, connection.domain(name), settings);
        } catch (LiveException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        }
    }

    private static Connection connect(Settings settings) throws LiveException {
        return Connection.open(settings.connection(), Connection.Access.READ_ONLY);
    }

    private static Guest guest(Connection connection, Domain domain, Settings settings) {
        String name = settings.uuid() ? domain.uuid() : domain.name();
        List<GuestDisk> disks = new ArrayList<>();
        String problem = null;
        boolean agent = false;
        try {
            String xml = connection.xml(domain);
            agent = domain.active() && DomainXml.agent(xml, domain.name()) == DomainFacts.Agent.CONNECTED;
            for (DomainDisk disk : DomainXml.disks(xml, domain.name())) {
                String location = location(connection, disk.source());
                if (location != null) {
                    disks.add(new GuestDisk(
                            location,
                            disk.source() instanceof DomainDisk.Network,
                            disk.format() == null ? DEFAULT_FORMAT : disk.format(),
                            0,
                            disk.target()));
                }
            }
            if (disks.isEmpty()) {
                problem = "the domain has no disks";
            }
        } catch (LiveException e) {
            problem = String.valueOf(e.getMessage());
        }
        boolean askAgent = agent
                && (settings.source() == Settings.SourceChoice.AUTO
                        || settings.source() == Settings.SourceChoice.AGENT);
        return new Guest(
                name, domain.uuid(), disks, askAgent ? new AgentFigures(settings, domain) : null, problem, true);
    }

    private static @Nullable String location(Connection connection, DomainDisk.Source source) throws LiveException {
        if (source instanceof DomainDisk.File file) {
            return file.path();
        }
        if (source instanceof DomainDisk.Block block) {
            return block.path();
        }
        if (source instanceof DomainDisk.Volume volume) {
            return connection.resolve(volume);
        }
        if (source instanceof DomainDisk.Network network) {
            return uri(network);
        }
        return null;
    }

    /** A network disk as the URI that QEMU's tools take; its first server, as they take only one. */
    private static String uri(DomainDisk.Network network) {
        DomainDisk.Host host =
                network.hosts().isEmpty() ? null : network.hosts().get(0);
        String socket = host == null ? null : host.socket();
        StringBuilder uri = new StringBuilder(network.protocol())
                .append(socket == null ? "" : "+unix")
                .append("://");
        if (host != null) {
            if (network.user() != null) {
                uri.append(network.user()).append('@');
            }
            if (host.name() != null) {
                uri.append(host.name());
                if (host.port() != null) {
                    uri.append(':').append(host.port());
                }
            }
        }
        uri.append('/');
        String name = network.name();
        if (name != null) {
            uri.append(name.startsWith("/") ? name.substring(1) : name);
        }
        if (socket != null) {
            uri.append("?socket=").append(socket);
        }
        return uri.toString();
    }
}
