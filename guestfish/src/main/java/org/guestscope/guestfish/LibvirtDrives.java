package org.guestscope.guestfish;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.guestscope.appliance.session.DomainDrives;
import org.guestscope.appliance.session.Session;
import org.guestscope.guest.ActionException;
import org.guestscope.guest.call.ByteText;
import org.guestscope.live.Connection;
import org.guestscope.live.Domain;
import org.guestscope.live.DomainDisk;
import org.guestscope.live.LiveException;
import org.jspecify.annotations.Nullable;

/** {@code add-domain}: the disks that libvirt knows of a domain. */
final class LibvirtDrives implements DomainDrives {
    @Override
    public int add(Session session, Request request) throws IOException {
        String uri = request.uri() == null ? null : ByteText.decode(request.uri());
        List<Addition> additions = new ArrayList<>();
        try (Connection connection = Connection.open(uri, Connection.Access.READ_ONLY)) {
            Domain domain = find(connection, ByteText.decode(request.domain()), request.allowUuid());
            if (domain.active() && !request.readOnly()) {
                throw failure("‘" + request.domain()
                        + "’ is running, and writing to its disks would destroy its data: add it read-only (--ro, or "
                        + "readonly:true), or shut it down first");
            }
            for (DomainDisk disk : connection.disks(domain)) {
                Addition addition = addition(connection, disk, request);
                if (addition != null) {
                    additions.add(addition);
                }
            }
        } catch (LiveException e) {
            throw failure(ByteText.of(String.valueOf(e.getMessage())));
        }
        if (additions.isEmpty()) {
            throw failure("‘" + request.domain() + "’ has no disks");
        }
        // All or none: nothing is added before every disk was understood.
        for (Addition addition : additions) {
            session.call(
                    "add-drive",
                    ByteText.of(addition.path),
                    addition.readOnly ? Boolean.TRUE : null,
                    addition.format,
                    request.iface(),
                    null,
                    null,
                    addition.protocol,
                    addition.servers.isEmpty() ? null : addition.servers,
                    addition.user,
                    null,
                    request.cachemode(),
                    request.discard(),
                    request.copyOnRead() ? Boolean.TRUE : null,
                    null);
        }
        return additions.size();
    }

    /** A drive to be added. */
    private record Addition(
            String path,
            @Nullable String protocol,
            @Nullable String user,
            List<String> servers,
            String format,
            boolean readOnly) {
        /** A file or device of this host. */
        static Addition local(String path, String format, boolean readOnly) {
            return new Addition(path, null, null, List.of(), format, readOnly);
        }
    }

    private static Domain find(Connection connection, String name, boolean allowUuid) throws IOException {
        Domain domain = connection.domain(name);
        if (!allowUuid && !domain.name().equals(name)) {
            throw failure("‘" + ByteText.of(name) + "’ names no domain; a UUID needs allowuuid:true");
        }
        return domain;
    }

    private static @Nullable Addition addition(Connection connection, DomainDisk disk, Request request)
            throws IOException {
        boolean readOnly = request.readOnly();
        if (disk.readOnly() && !readOnly) {
            switch (request.readOnlyDisk()) {
                case "error" -> throw failure("disk ‘" + disk.target() + "’ is read-only in the domain");
                case "read" -> readOnly = true;
                case "ignore" -> {
                    return null;
                }
                case "write" -> readOnly = false;
                default -> throw failure("unknown readonlydisk parameter ‘" + request.readOnlyDisk() + "’");
            }
        }
        // libvirt takes a disk without a format for raw, and so must we: the guest may have written a header.
        String format = disk.format() == null ? "raw" : disk.format();
        DomainDisk.Source source = disk.source();
        if (source instanceof DomainDisk.File file) {
            return Addition.local(file.path(), format, readOnly);
        } else if (source instanceof DomainDisk.Block block) {
            return Addition.local(block.path(), format, readOnly);
        } else if (source instanceof DomainDisk.Volume volume) {
            return Addition.local(connection.resolve(volume), format, readOnly);
        }
        DomainDisk.Network network = (DomainDisk.Network) source;
        String name = network.name() == null ? "" : network.name();
        return new Addition(name, network.protocol(), network.user(), servers(network), format, readOnly);
    }

    private static List<String> servers(DomainDisk.Network network) {
        List<String> servers = new ArrayList<>();
        for (DomainDisk.Host host : network.hosts()) {
            String socket = host.socket();
            servers.add(
                    socket != null
                            ? "unix:" + socket
                            : "tcp:" + host.name() + (host.port() != null ? ":" + host.port() : ""));
        }
        return servers;
    }

    private static ActionException failure(String message) {
        return new ActionException("add_domain", 0, message);
    }
}
