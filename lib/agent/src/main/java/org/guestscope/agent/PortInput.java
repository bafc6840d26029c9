package org.guestscope.agent;

import java.io.IOException;
import java.io.InputStream;
import org.guestscope.agent.libc.Fd;

/**
 * Reads a virtio port, which answers with an end of file for as long as no host has it open and goes on when one does:
 * after a restore that is another host than before.
 */
final class PortInput extends InputStream {

    /** Short beside a restore, long beside a wake-up. */
    private static final long PAUSE_MILLIS = 5;

    private final InputStream port;

    PortInput(Fd port) {
        this.port = port.input();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        while (true) {
            int got = port.read(bytes, offset, length);
            if (got >= 0) {
                return got;
            }
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return -1;
            }
        }
    }
}
