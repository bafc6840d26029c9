package org.guestscope.agent.libc;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** An open descriptor, closed once. Safe for use by several threads as far as the kernel's descriptors are. */
public final class Fd implements AutoCloseable {

    private final String name;
    private int number;

    /**
     * Takes a descriptor over.
     *
     * @param name what it leads to, for messages
     */
    Fd(int number, String name) {
        this.number = number;
        this.name = name;
    }

    /** What it leads to, for messages: the path it was opened by. */
    String name() {
        return name;
    }

    /** The descriptor's number. */
    public int number() {
        if (number < 0) {
            throw new IllegalStateException("the descriptor is closed");
        }
        return number;
    }

    /** A path that leads any process of the agent to the open file itself, whatever its name is by now. */
    public String procPath() {
        return "/proc/" + Posix.getpid() + "/fd/" + number();
    }

    /** Reads at the file's position; closing the stream leaves the descriptor open. */
    public InputStream input() {
        return new FdInput(this);
    }

    /** Writes at the file's position; closing the stream leaves the descriptor open. */
    public OutputStream output() {
        return new FdOutput(this);
    }

    @Override
    public void close() {
        int open = number;
        number = -1;
        if (open >= 0) {
            Posix.close(open);
        }
    }

    private static final class FdInput extends InputStream {
        private final Fd fd;
        private final byte[] one = new byte[1];

        FdInput(Fd fd) {
            this.fd = fd;
        }

        @Override
        public int read() throws IOException {
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return length == 0 ? 0 : Posix.read(fd, bytes, offset, length);
        }
    }

    private static final class FdOutput extends OutputStream {
        private final Fd fd;

        FdOutput(Fd fd) {
            this.fd = fd;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            Posix.writeFully(fd, bytes, offset, length);
        }
    }
}
