package org.guestscope.guestfish.shell;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.guestscope.appliance.host.HostPath;
import org.guestscope.cli.PrintableText;
import org.guestscope.cli.ProgressLine;
import org.guestscope.guest.call.ByteText;
import org.guestscope.guestfish.text.MessageText;

/** Standard output, which a pipe may replace for one command, and standard error. */
public final class Output {
    private static final int BUFFER = 1 << 16;

    private final OutputStream err;
    private final boolean errTerminal;
    private OutputStream out;
    private boolean terminal;
    private boolean own;

    /**
     * @param own whether {@code out} is the process's standard output, which child processes inherit
     * @param terminal whether {@code out} is a terminal, where control characters from a guest must not go
     * @param errTerminal the same for {@code err}
     */
    public Output(OutputStream out, boolean own, boolean terminal, OutputStream err, boolean errTerminal) {
        this.out = new Guarded(out, "write error", false);
        this.own = own;
        this.terminal = terminal;
        this.err = err;
        this.errTerminal = errTerminal;
    }

    /** The process's own streams. */
    public static Output ofProcess(boolean terminal, boolean errTerminal) {
        return new Output(
                new Forgetful(new FileOutputStream(FileDescriptor.out)),
                true,
                terminal,
                new FileOutputStream(FileDescriptor.err),
                errTerminal);
    }

    /** Where results go now. */
    public OutputStream out() {
        return out;
    }

    /** Whether results go somewhere else than to the process's own standard output. */
    public boolean redirected() {
        return !own;
    }

    /** Whether results go to a terminal now. */
    public boolean terminal() {
        return terminal;
    }

    /** A line on standard error that tells how far something has come; draws nothing where that is no terminal. */
    public ProgressLine progressLine() {
        return new ProgressLine(new PrintStream(err, true, StandardCharsets.UTF_8), errTerminal);
    }

    /** Whether standard error is a terminal. */
    public boolean errTerminal() {
        return errTerminal;
    }

    /**
     * Sends results to {@code other} until {@link Redirection#undo}.
     *
     * @param deaf drop what {@code other} does not take, as if it had
     */
    public Redirection redirect(OutputStream other, boolean deaf) {
        Redirection redirection = new Redirection(out, own, terminal);
        out = new Guarded(other, "write error on pipe", deaf);
        own = false;
        terminal = false;
        return redirection;
    }

    /** Prints a byte string from a guest, made safe when a terminal would obey it. */
    public void guestText(String text) throws IOException {
        out.write(terminal ? safe(text) : ByteText.bytes(text));
    }

    /** Prints guestfish's own text. */
    public void print(String text) throws IOException {
        out.write(MessageText.bytes(text));
    }

    /** Writes out what is left when the process ends; false when that fails, which it reports. */
    public boolean finish() {
        try {
            out.flush();
            return true;
        } catch (IOException e) {
            error("guestfish: " + e.getMessage());
            return false;
        }
    }

    /** Prints bytes. */
    public void write(byte[] bytes) throws IOException {
        out.write(bytes);
    }

    /** Prints a line on standard error. */
    public void error(String line) {
        try {
            byte[] text = errTerminal ? safe(line) : MessageText.bytes(line);
            byte[] whole = java.util.Arrays.copyOf(text, text.length + 1);
            whole[text.length] = '\n';
            // In one piece, so that lines of other processes do not come in between.
            err.write(whole);
            err.flush();
        } catch (IOException e) {
            // Nobody can be told that standard error is gone.
            return;
        }
    }

    /** Control characters become escapes, except those that lay out text. */
    private static byte[] safe(String bytes) {
        String text = new String(MessageText.bytes(bytes), java.nio.charset.StandardCharsets.UTF_8);
        StringBuilder safe = new StringBuilder(text.length());
        int from = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || text.charAt(i) == '\n' || text.charAt(i) == '\t') {
                safe.append(PrintableText.of(text.substring(from, i)));
                if (i < text.length()) {
                    safe.append(text.charAt(i));
                }
                from = i + 1;
            }
        }
        return safe.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    /** What {@link #redirect} replaced. */
    public final class Redirection {
        private final OutputStream previous;
        private final boolean previousOwn;
        private final boolean previousTerminal;

        private Redirection(OutputStream previous, boolean previousOwn, boolean previousTerminal) {
            this.previous = previous;
            this.previousOwn = previousOwn;
            this.previousTerminal = previousTerminal;
        }

        /** Puts the former output back. */
        public void undo() {
            out = previous;
            own = previousOwn;
            terminal = previousTerminal;
        }
    }

    /** Results could not be written. */
    public static final class WriteException extends IOException {
        private static final long serialVersionUID = 1L;

        WriteException(String message, IOException cause) {
            super(message, cause);
        }
    }

    /** Tells failures of standard output from all others. */
    private static final class Guarded extends OutputStream {
        private final OutputStream target;
        private final String complaint;
        private final boolean deaf;

        Guarded(OutputStream target, String complaint, boolean deaf) {
            this.target = target;
            this.complaint = complaint;
            this.deaf = deaf;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                target.write(bytes, offset, length);
            } catch (IOException e) {
                fail(e);
            }
        }

        @Override
        public void flush() throws IOException {
            try {
                target.flush();
            } catch (IOException e) {
                fail(e);
            }
        }

        @Override
        public void close() throws IOException {
            try {
                target.close();
            } catch (IOException e) {
                fail(e);
            }
        }

        private void fail(IOException e) throws WriteException {
            if (!deaf) {
                throw new WriteException(complaint + ": " + HostPath.reason(e), e);
            }
        }
    }

    /** A buffer that drops what could not be written, so that the next result does not fail for it once more. */
    private static final class Forgetful extends BufferedOutputStream {
        Forgetful(OutputStream out) {
            super(out, BUFFER);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                super.write(bytes, offset, length);
            } catch (IOException e) {
                count = 0;
                throw e;
            }
        }

        @Override
        public void flush() throws IOException {
            try {
                super.flush();
            } catch (IOException e) {
                count = 0;
                throw e;
            }
        }
    }
}
