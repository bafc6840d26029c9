package org.guestscope.appliance.session;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.guestscope.appliance.SocketStreams;
import org.guestscope.appliance.host.HostPath;
import org.guestscope.guest.ActionException;
import org.guestscope.guest.GuestConnection;
import org.guestscope.guest.Transfer;
import org.guestscope.guest.catalogue.ActionDefinition;
import org.guestscope.guest.wire.Value;

/** An agent that somebody else started, behind a Unix socket: a guest without a machine of ours. */
final class AgentSocket implements Guest {
    static final String PREFIX = "unix:";

    private final GuestConnection connection;

    private AgentSocket(GuestConnection connection) {
        this.connection = connection;
    }

    /** Connects to {@code unix:SOCKET}. */
    static AgentSocket connect(String backend) throws IOException {
        Path socket = HostPath.of(backend.substring(PREFIX.length()));
        try {
            SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
            return new AgentSocket(
                    GuestConnection.open(SocketStreams.in(channel), SocketStreams.out(channel), channel));
        } catch (IOException e) {
            throw new ActionException("launch", 0, socket + ": " + e.getMessage());
        }
    }

    @Override
    public Value call(ActionDefinition action, List<Value> arguments, Map<String, Value> options, Transfer transfer)
            throws IOException {
        return connection.call(action, arguments, options, transfer);
    }

    @Override
    public void cancel() throws IOException {
        connection.cancel();
    }

    /** No machine of ours runs. */
    @Override
    public long pid() {
        return 0;
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
