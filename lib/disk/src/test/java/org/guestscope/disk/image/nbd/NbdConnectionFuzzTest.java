package org.guestscope.disk.image.nbd;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;

/** Servers that say anything at all: data, or one line that names the disk. */
class NbdConnectionFuzzTest {

    private static final int PIECE = 4096;

    /** Longer texts do not fit into a socket's buffer, and nobody reads while this is written. */
    private static final int LONGEST = 64 << 10;

    /** What is said is there at once, and its end too: there is nothing to wait for. */
    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    static Path directory;

    private static @Nullable ServerSocketChannel server;

    @AfterAll
    static void close() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    /** A server that has said everything it will say before the client begins. */
    private static void talkTo(ByteBuffer said) throws IOException {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(directory.resolve("s"));
        if (server == null) {
            server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address);
        }
        try (SocketChannel channel = SocketChannel.open(address);
                SocketChannel peer = server.accept()) {
            peer.configureBlocking(false);
            peer.write(said);
            peer.shutdownOutput();
            try (NbdConnection connection = NbdConnection.open("disk", channel, TIMEOUT)) {
                if (connection.size() < 0) {
                    throw new AssertionError("size " + connection.size());
                }
                connection.read(0, ByteBuffer.allocate(PIECE));
                connection.read(PIECE, ByteBuffer.allocate(1));
            }
        } catch (IOException e) {
            String message = String.valueOf(e.getMessage());
            if (!message.startsWith("disk: ") || message.contains("\n")) {
                throw new AssertionError("no line that names the disk: " + message, e);
            }
        }
    }

    @FuzzTest(maxDuration = "5m")
    void anyServer(byte[] said) throws IOException {
        talkTo(ByteBuffer.wrap(said, 0, Math.min(said.length, LONGEST)));
    }

    /** Frames of the protocol's kinds with contents and lengths of the fuzzer's choice. */
    @FuzzTest(maxDuration = "5m")
    void serverThatKnowsTheProtocol(FuzzedDataProvider data) throws IOException {
        ByteBuffer said = ByteBuffer.allocate(LONGEST);
        said.putLong(0x4e42444d41474943L).putLong(0x49484156454f5054L).putShort(data.consumeShort());
        boolean talking = false;
        while (data.remainingBytes() > 0 && said.remaining() > PIECE) {
            if (talking) {
                said.putInt(0x67446698).putInt(data.consumeInt(0, 1)).putLong(data.consumeLong(0, 3));
                said.put(data.consumeBytes(64));
            } else {
                byte[] reply = data.consumeBytes(data.consumeInt(0, 64));
                int length = data.consumeBoolean() ? reply.length : data.consumeInt();
                int type = data.pickValue(new int[] {1, 2, 3, 0x80000001, data.consumeInt()});
                said.putLong(0x3e889045565a9L).putInt(7).putInt(type).putInt(length);
                if (type == 3 && data.consumeBoolean()) {
                    said.putShort((short) 0);
                }
                said.put(reply);
                talking = type == 1;
            }
        }
        talkTo(said.flip());
    }
}
