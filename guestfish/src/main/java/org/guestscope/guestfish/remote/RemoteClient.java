package org.guestscope.guestfish.remote;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Locale;
import org.guestscope.appliance.host.HostPath;
import org.guestscope.guestfish.shell.CommandTarget;
import org.guestscope.guestfish.shell.Shell;

/** Has the commands carried out by a server. */
public final class RemoteClient implements CommandTarget {
    private final long pid;
    private final Shell shell;
    private final boolean patient;

    /**
     * @param pid the server's process
     * @param patient whether the server goes on after any failure, as for people at a terminal
     */
    public RemoteClient(long pid, Shell shell, boolean patient) {
        this.pid = pid;
        this.shell = shell;
        this.patient = patient;
    }

    @Override
    public boolean run(String word, List<String> parameters, boolean mayFail) {
        UnixDomainSocketAddress address;
        SocketChannel channel;
        try {
            address = RemoteSocket.of(pid);
        } catch (IOException e) {
            shell.output().error("guestfish: " + e.getMessage());
            return false;
        }
        try {
            channel = SocketChannel.open(address);
        } catch (IOException e) {
            shell.output().error(address + ": " + HostPath.reason(e));
            shell.output().error("guestfish: remote: looks like the server is not running");
            return false;
        }
        try (channel) {
            DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel)));
            new RemoteCall(word, parameters, mayFail || patient).write(out);
            boolean good = answer(new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel))));
            if (List.of("quit", "exit", "q").contains(word.toLowerCase(Locale.ROOT))) {
                shell.quit();
            }
            return good;
        } catch (EOFException e) {
            shell.output().error("guestfish: remote: the server ended before it answered");
        } catch (IOException e) {
            shell.report(e);
        }
        return false;
    }

    private boolean answer(DataInputStream in) throws IOException {
        while (true) {
            switch (in.readByte()) {
                case RemoteCall.OUTPUT -> {
                    byte[] chunk = new byte[in.readUnsignedShort()];
                    in.readFully(chunk);
                    shell.output().write(chunk);
                }
                case RemoteCall.SUCCESS -> {
                    shell.output().out().flush();
                    return true;
                }
                case RemoteCall.OTHER_VERSION -> {
                    shell.output().error("guestfish: remote: the server is of another version of guestfish");
                    return false;
                }
                default -> {
                    shell.output().out().flush();
                    return false;
                }
            }
        }
    }
}
