package org.guestscope.disk.image.nbd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client against servers that keep to the protocol, and against others. */
class NbdConnectionTest {

    /** For servers that answer, however slow the machine is. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    /** What a server does with its one connection. */
    private interface Script {
        void run(SocketChannel client) throws IOException;
    }

    private NbdConnection connectTo(Script script) throws IOException {
        return connectTo(script, PATIENCE);
    }

    private NbdConnection connectTo(Script script, Duration timeout) throws IOException {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(directory.resolve("nbd.sock"));
        ServerSocketChannel server =
                ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address);
        Thread thread = new Thread(() -> {
            try (server;
                    SocketChannel client = server.accept()) {
                script.run(client);
            } catch (IOException e) {
                // The client has gone, as it does from servers that it refuses.
                return;
            }
        });
        thread.setDaemon(true);
        thread.start();
        return NbdConnection.open("disk", SocketChannel.open(address), timeout);
    }

    private static void greet(SocketChannel client) throws IOException {
        client.write(ByteBuffer.allocate(18)
                .putLong(0x4e42444d41474943L)
                .putLong(0x49484156454f5054L)
                .putShort((short) 3)
                .flip());
        readFully(client, 26);
    }

    private static void reply(SocketChannel client, int type, ByteBuffer data) throws IOException {
        ByteBuffer reply = ByteBuffer.allocate(20 + data.remaining());
        reply.putLong(0x3e889045565a9L).putInt(7).putInt(type).putInt(data.remaining());
        client.write(reply.put(data).flip());
    }

    private static ByteBuffer export(long size) {
        return ByteBuffer.allocate(12)
                .putShort((short) 0)
                .putLong(size)
                .putShort((short) 1)
                .flip();
    }

    private static ByteBuffer readFully(SocketChannel client, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining() && client.read(bytes) >= 0) {
            Thread.onSpinWait();
        }
        return bytes.flip();
    }

    private static void acceptExport(SocketChannel client) throws IOException {
        greet(client);
        reply(client, 3, export(1 << 20));
        reply(client, 1, ByteBuffer.allocate(0));
    }

    private static void answerRead(SocketChannel client, int error, ByteBuffer data) throws IOException {
        ByteBuffer request = readFully(client, 28);
        ByteBuffer reply = ByteBuffer.allocate(16 + data.remaining());
        reply.putInt(0x67446698).putInt(error).putLong(request.getLong(8));
        client.write(reply.put(data).flip());
    }

    @Test
    void sizeAndDataAreTheServers() throws IOException {
        try (NbdConnection connection = connectTo(client -> {
            acceptExport(client);
            answerRead(client, 0, ByteBuffer.wrap(new byte[] {1, 2, 3, 4}));
        })) {
            ByteBuffer data = ByteBuffer.allocate(4);
            connection.read(512, data);

            assertThat(connection.size()).isEqualTo(1 << 20);
            assertThat(data.array()).containsExactly(1, 2, 3, 4);
        }
    }

    @Test
    void errorOfTheServerIsTold() throws IOException {
        try (NbdConnection connection = connectTo(client -> {
            acceptExport(client);
            answerRead(client, 5, ByteBuffer.allocate(0));
        })) {
            assertThatThrownBy(() -> connection.read(512, ByteBuffer.allocate(4)))
                    .hasMessage("disk: read at 0x200: the server answered error 5");
        }
    }

    @Test
    void connectionClosedInTheMiddleIsTold() throws IOException {
        try (NbdConnection connection = connectTo(NbdConnectionTest::acceptExport)) {
            assertThatThrownBy(() -> connection.read(0, ByteBuffer.allocate(4))).isInstanceOf(IOException.class);
        }
    }

    @Test
    void silentServerIsNotWaitedForForever() {
        assertThatThrownBy(() -> connectTo(client -> readFully(client, 1), Duration.ofMillis(1)))
                .hasMessage("disk: no answer in 0 seconds");
    }

    @Test
    void otherServersAreNotTalkedTo() {
        assertThatThrownBy(() -> connectTo(client ->
                        client.write(ByteBuffer.wrap("SSH-2.0-OpenSSH_9.2p1 x".getBytes(StandardCharsets.US_ASCII)))))
                .hasMessage("disk: not a NBD server: its greeting is another");
    }

    @Test
    void refusalIsTold() {
        assertThatThrownBy(() -> connectTo(client -> {
                    greet(client);
                    reply(client, 0x80000006, ByteBuffer.allocate(0));
                }))
                .hasMessage("disk: unsupported NBD handshake: the server answered 0x80000006");
    }

    @Test
    void replyThatClaimsToBeHugeIsNotReceived() {
        assertThatThrownBy(() -> connectTo(client -> {
                    greet(client);
                    ByteBuffer reply = ByteBuffer.allocate(20);
                    client.write(reply.putLong(0x3e889045565a9L)
                            .putInt(7)
                            .putInt(3)
                            .putInt(0x7fffffff)
                            .flip());
                    readFully(client, 1);
                }))
                .hasMessage("disk: bad NBD handshake at 0x0: reply of 2147483647 bytes");
    }

    @Test
    void repliesWithoutEndAreNotReceived() {
        assertThatThrownBy(() -> connectTo(client -> {
                    greet(client);
                    while (true) {
                        reply(client, 3, export(1));
                    }
                }))
                .hasMessage("disk: bad NBD handshake at 0x0: more than 64 replies to one option");
    }

    @Test
    void sizeMustBeOne() {
        assertThatThrownBy(() -> connectTo(client -> {
                    greet(client);
                    reply(client, 3, export(-1));
                    readFully(client, 1);
                }))
                .hasMessage("disk: bad NBD handshake at 0x0: size 0xffffffffffffffff, must be below 2^63");
    }
}
