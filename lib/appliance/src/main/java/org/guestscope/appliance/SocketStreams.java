package org.guestscope.appliance;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * Streams over a socket that can be read and written at the same time; those of {@code Channels} share a lock until JDK
 * 19, so that a blocked reader keeps a writer from cancelling what it waits for.
 */
public final class SocketStreams {

    /** A whole chunk of a file transfer with its header. */
    private static final int BUFFER_BYTES = 128 << 10;

    private SocketStreams() {}

    /** A buffered stream of what arrives. */
    public static InputStream in(SocketChannel channel) {
        return new BufferedInputStream(
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        byte[] one = new byte[1];
                        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
                    }

                    @Override
                    public int read(byte[] bytes, int offset, int length) throws IOException {
                        return channel.read(ByteBuffer.wrap(bytes, offset, length));
                    }
                },
                BUFFER_BYTES);
    }

    /** An unbuffered stream to the other end. */
    public static OutputStream out(SocketChannel channel) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
            }
        };
    }
}
