package org.guestscope.agent.action;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.guestscope.agent.child.ChildException;
import org.guestscope.agent.libc.Fd;
import org.jspecify.annotations.Nullable;

/** Reads lines of bytes, one byte per {@code char}; owns the file. */
final class LineReader implements AutoCloseable {

    /** A longer line would not fit a reply; a sparse file could pretend to have one without end. */
    private static final int MAX_LINE = 64 << 20;

    private final Fd file;
    private final InputStream in;

    LineReader(Fd file) {
        this.file = file;
        this.in = new BufferedInputStream(file.input(), 64 << 10);
    }

    /** The next line without its newline, or {@code null} at the end. */
    @Nullable String next() throws IOException {
        int b = in.read();
        if (b < 0) {
            return null;
        }
        StringBuilder line = new StringBuilder();
        while (b >= 0 && b != '\n') {
            if (line.length() == MAX_LINE) {
                throw new ChildException("a line of more than %d bytes".formatted(MAX_LINE));
            }
            line.append((char) b);
            b = in.read();
        }
        return line.toString();
    }

    @Override
    public void close() {
        file.close();
    }
}
