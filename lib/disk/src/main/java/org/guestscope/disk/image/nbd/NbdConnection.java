package org.guestscope.disk.image.nbd;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.guestscope.disk.DiskFormatException;

/**
 * The client's side of a connection to an NBD server: the fixed newstyle handshake for the default export, then reads.
 *
 * @see <a href="https://github.com/NetworkBlockDevice/nbd/blob/master/doc/proto.md">The NBD protocol</a>
 */
final class NbdConnection implements Closeable {

    private static final String PROTOCOL = "NBD handshake";

    /** {@code NBDMAGIC} and {@code IHAVEOPT}. */
    private static final long INIT_MAGIC = 0x4e42444d41474943L;

    private static final long OPTION_MAGIC = 0x49484156454f5054L;
    private static final long OPTION_REPLY_MAGIC = 0x3e889045565a9L;
    private static final int FLAG_FIXED_NEWSTYLE = 1;
    private static final int OPTION_GO = 7;
    private static final int REPLY_ACK = 1;
    private static final int REPLY_INFO = 3;
    private static final int INFO_EXPORT = 0;

    private static final int REQUEST_MAGIC = 0x25609513;
    private static final int SIMPLE_REPLY_MAGIC = 0x67446698;
    private static final int COMMAND_READ = 0;
    private static final int REQUEST_BYTES = 28;

    /** No information or error text of a server is longer; the protocol's own limit for strings is 4096 bytes. */
    private static final int MAX_REPLY = 64 << 10;

    /** Each tells one kind of information, of which the protocol has five. */
    private static final int MAX_REPLIES = 64;

    /** Servers take requests of up to 32 MiB; smaller ones bound the memory on both sides. */
    private static final int MAX_READ = 1 << 20;

    private final String name;
    private final SocketChannel channel;
    private final Selector selector;
    private final long timeoutMillis;
    private long size;
    private long cookie;

    private NbdConnection(String name, SocketChannel channel, Selector selector, Duration timeout) {
        this.name = name;
        this.channel = channel;
        this.selector = selector;
        this.timeoutMillis = timeout.toMillis();
    }

    /**
     * Shakes hands over a connected channel, which the connection then owns.
     *
     * @param name what errors call the disk
     * @param timeout how long any single step may take
     */
    static NbdConnection open(String name, SocketChannel channel, Duration timeout) throws IOException {
        Selector selector = Selector.open();
        NbdConnection connection = new NbdConnection(name, channel, selector, timeout);
        try {
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
            connection.shakeHands();
            return connection;
        } catch (IOException | RuntimeException e) {
            try {
                connection.close();
            } catch (IOException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw e;
        }
    }

    /** The export's size in bytes. */
    long size() {
        return size;
    }

    private void shakeHands() throws IOException {
        ByteBuffer greeting = receive(8 + 8 + 2);
        if (greeting.getLong() != INIT_MAGIC || greeting.getLong() != OPTION_MAGIC) {
            throw DiskFormatException.not(name, "NBD server", "its greeting is another");
        }
        if ((greeting.getShort() & FLAG_FIXED_NEWSTYLE) == 0) {
            throw DiskFormatException.unsupported(name, PROTOCOL, "the server knows the oldest one alone");
        }
        // client flags, then the option with the empty name of the default export and no wish for information
        ByteBuffer go = ByteBuffer.allocate(4 + 8 + 4 + 4 + 4 + 2);
        go.putInt(FLAG_FIXED_NEWSTYLE);
        go.putLong(OPTION_MAGIC).putInt(OPTION_GO).putInt(4 + 2).putInt(0).putShort((short) 0);
        send(go.flip());
        boolean told = false;
        for (int replies = 0; replies < MAX_REPLIES; replies++) {
            ByteBuffer reply = receive(8 + 4 + 4 + 4);
            if (reply.getLong() != OPTION_REPLY_MAGIC || reply.getInt() != OPTION_GO) {
                throw DiskFormatException.bad(name, 0, PROTOCOL, "reply to another option");
            }
            int type = reply.getInt();
            int length = reply.getInt();
            if (length < 0 || length > MAX_REPLY) {
                throw DiskFormatException.bad(name, 0, PROTOCOL, "reply of %d bytes".formatted(length));
            }
            ByteBuffer data = receive(length);
            if (type == REPLY_ACK && told) {
                return;
            } else if (type == REPLY_INFO) {
                if (length >= 10 && data.getShort() == INFO_EXPORT) {
                    size = data.getLong();
                    told = true;
                }
            } else {
                throw DiskFormatException.unsupported(name, PROTOCOL, "the server answered 0x%08x".formatted(type));
            }
            if (size < 0) {
                throw DiskFormatException.bad(name, 0, PROTOCOL, "size 0x%x, must be below 2^63".formatted(size));
            }
        }
        throw DiskFormatException.bad(name, 0, PROTOCOL, "more than %d replies to one option".formatted(MAX_REPLIES));
    }

    /** Fills {@code destination} from {@code offset} on. */
    void read(long offset, ByteBuffer destination) throws IOException {
        int end = destination.limit();
        long at = offset;
        while (destination.position() < end) {
            int length = Math.min(end - destination.position(), MAX_READ);
            destination.limit(destination.position() + length);
            readOnce(at, destination);
            destination.limit(end);
            at += length;
        }
    }

    private void readOnce(long offset, ByteBuffer destination) throws IOException {
        ByteBuffer request = ByteBuffer.allocate(REQUEST_BYTES);
        request.putInt(REQUEST_MAGIC).putShort((short) 0).putShort((short) COMMAND_READ);
        request.putLong(++cookie).putLong(offset).putInt(destination.remaining());
        send(request.flip());
        ByteBuffer reply = receive(4 + 4 + 8);
        int magic = reply.getInt();
        int error = reply.getInt();
        if (magic != SIMPLE_REPLY_MAGIC || reply.getLong() != cookie) {
            throw DiskFormatException.bad(name, offset, "NBD reply", "magic 0x%08x or its cookie".formatted(magic));
        }
        if (error != 0) {
            throw new IOException("%s: read at 0x%x: the server answered error %d".formatted(name, offset, error));
        }
        receive(destination);
    }

    private void send(ByteBuffer bytes) throws IOException {
        // what is sent is a few dozen bytes, which a socket's buffer takes at once but for a server that is stuck
        while (bytes.hasRemaining()) {
            if (channel.write(bytes) == 0) {
                throw new SocketTimeoutException(name + ": the server takes no requests");
            }
        }
    }

    private ByteBuffer receive(int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        receive(bytes);
        return bytes.flip();
    }

    private void receive(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            int n = channel.read(bytes);
            if (n < 0) {
                throw new EOFException(name + ": the server closed the connection");
            }
            if (n == 0) {
                if (selector.select(timeoutMillis) == 0) {
                    throw new SocketTimeoutException(
                            "%s: no answer in %d seconds".formatted(name, timeoutMillis / 1000));
                }
                selector.selectedKeys().clear();
            }
        }
    }

    @Override
    public void close() throws IOException {
        try {
            selector.close();
        } finally {
            channel.close();
        }
    }
}
