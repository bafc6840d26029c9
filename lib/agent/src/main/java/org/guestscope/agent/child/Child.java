package org.guestscope.agent.child;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.guestscope.agent.libc.ErrnoException;
import org.guestscope.agent.libc.Fd;
import org.guestscope.agent.libc.Posix;
import org.guestscope.agent.libc.Spawn;
import org.jspecify.annotations.Nullable;

/**
 * One program to run: arguments as bytes, no shell between, its three streams in the agent's hands.
 *
 * <p>Built, then run once with {@link #run} or {@link #require}.
 */
public final class Child {

    /** A program's output that is kept in memory: as much as a reply can carry. */
    private static final int OUTPUT_LIMIT = 64 << 20;

    /** Of the complaints, the beginning tells most. */
    private static final int STDERR_LIMIT = 32 << 10;

    private static final int BUFFER = 64 << 10;
    private static final int SIGNALLED = 128;

    private final Cancellation cancellation;
    private final List<String> arguments = new ArrayList<>();
    private String subject = "";
    private List<String> environment = Spawn.ENVIRONMENT;
    private @Nullable Fd directory;
    private @Nullable Fd stdinFile;
    private @Nullable InputStream stdin;
    private @Nullable OutputStream stdout;
    private @Nullable OutputReader reader;

    /** Reads a program's standard output while it runs. */
    @FunctionalInterface
    public interface OutputReader {

        /** Reads as much as it needs; a program that has more to write then ends by SIGPIPE. */
        void read(InputStream output) throws IOException;
    }

    /** A program found on the search path, and its first arguments. */
    public Child(Cancellation cancellation, String program, String... first) {
        this.cancellation = cancellation;
        arguments.add(program);
        arguments.addAll(Arrays.asList(first));
    }

    /** More arguments. */
    public Child add(String... more) {
        arguments.addAll(Arrays.asList(more));
        return this;
    }

    /** More arguments. */
    public Child add(List<String> more) {
        arguments.addAll(more);
        return this;
    }

    /** An option and its value, if the value is there. */
    public Child option(String option, @Nullable Object value) {
        if (value != null) {
            add(option, value.toString());
        }
        return this;
    }

    /** An argument, if the condition is there and true. */
    public Child flag(@Nullable Boolean condition, String argument) {
        if (Boolean.TRUE.equals(condition)) {
            arguments.add(argument);
        }
        return this;
    }

    /** What a failure's message begins with, in place of the device or path that the call is about. */
    public Child about(String what) {
        subject = what + ": ";
        return this;
    }

    /** Its environment, in place of what programs of the appliance get. */
    public Child environment(List<String> variables) {
        this.environment = variables;
        return this;
    }

    /** The directory to start in. */
    public Child in(Fd openDirectory) {
        this.directory = openDirectory;
        return this;
    }

    /** An open file as its standard input. */
    public Child stdin(Fd file) {
        this.stdinFile = file;
        return this;
    }

    /** Bytes for its standard input. */
    public Child stdin(InputStream source) {
        this.stdin = source;
        return this;
    }

    /** Where its standard output goes, instead of the result. */
    public Child stdout(OutputStream sink) {
        this.stdout = sink;
        return this;
    }

    /** What reads its standard output, instead of the result. */
    public Child stdout(OutputReader outputReader) {
        this.reader = outputReader;
        return this;
    }

    /** Runs it and gives its output; an exit status other than 0 is a failure with its stderr as message. */
    public ChildResult require() throws IOException {
        ChildResult result = run();
        if (!result.succeeded()) {
            String complaint = result.complaint();
            throw subject.isEmpty() ? ChildException.complaint(complaint) : new ChildException(subject + complaint);
        }
        return result;
    }

    /** Runs it to its end. */
    public ChildResult run() throws IOException {
        cancellation.check();
        Fd[] out = Posix.pipe();
        Fd[] err = Posix.pipe();
        Fd[] in = null;
        int pid;
        try {
            Fd input = stdinFile;
            if (stdin != null) {
                in = Posix.pipe();
                input = in[0];
            }
            pid = Spawn.spawn(arguments, environment, directory, input, out[1], err[1]);
        } catch (IOException e) {
            close(out[0], err[0], in == null ? null : in[1]);
            throw e instanceof ErrnoException system && !subject.isEmpty()
                    ? new ErrnoException(subject + arguments.get(0), system.errno())
                    : e;
        } finally {
            close(out[1], err[1], in == null ? null : in[0]);
        }
        cancellation.started(pid);
        return collect(pid, out[0], err[0], in == null ? null : in[1]);
    }

    private ChildResult collect(int pid, Fd out, Fd err, @Nullable Fd in) throws IOException {
        ByteArrayOutputStream complaints = new ByteArrayOutputStream();
        Pump errors = Pump.start("stderr", () -> copyComplaints(err.input(), complaints));
        InputStream source = stdin;
        Pump feeder = in == null || source == null ? null : Pump.start("stdin", () -> feed(source, in));
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        IOException failure = null;
        try {
            if (reader != null) {
                reader.read(out.input());
            } else {
                copyOutput(out.input(), kept);
            }
        } catch (IOException e) {
            failure = e;
            Posix.kill(pid, 15);
        } finally {
            out.close();
        }
        errors.join();
        err.close();
        if (feeder != null) {
            feeder.join();
            close(in);
        }
        cancellation.ending(pid);
        int word = Posix.waitpid(pid);
        if (failure == null && feeder != null) {
            failure = feeder.failure();
        }
        if (failure != null) {
            throw failure;
        }
        cancellation.check();
        int status = (word & 0x7f) == 0 ? word >> 8 & 0xff : SIGNALLED + (word & 0x7f);
        return new ChildResult(
                arguments.get(0), status, kept.toByteArray(), complaints.toString(StandardCharsets.ISO_8859_1));
    }

    private void copyOutput(InputStream from, ByteArrayOutputStream kept) throws IOException {
        OutputStream sink = stdout;
        byte[] buffer = new byte[BUFFER];
        int length;
        while ((length = from.read(buffer)) >= 0) {
            if (sink != null) {
                sink.write(buffer, 0, length);
            } else if (kept.size() + length > OUTPUT_LIMIT) {
                throw new ChildException("%s wrote more than %d bytes".formatted(arguments.get(0), OUTPUT_LIMIT));
            } else {
                kept.write(buffer, 0, length);
            }
        }
    }

    private static void copyComplaints(InputStream from, ByteArrayOutputStream kept) throws IOException {
        byte[] buffer = new byte[BUFFER];
        int length;
        while ((length = from.read(buffer)) >= 0) {
            kept.write(buffer, 0, Math.min(length, STDERR_LIMIT - kept.size()));
        }
    }

    /**
     * A program that ends before it has read everything has its reasons. What it left is read to the end, as a caller's
     * upload has to be; where its output is only looked into, nobody waits for that.
     */
    private void feed(InputStream source, Fd in) throws IOException {
        byte[] buffer = new byte[BUFFER];
        OutputStream sink = in.output();
        boolean open = true;
        int length;
        while ((open || reader == null) && (length = source.read(buffer)) >= 0) {
            if (open) {
                try {
                    sink.write(buffer, 0, length);
                } catch (ErrnoException e) {
                    open = false;
                }
            }
        }
        in.close();
    }

    private static void close(@Nullable Fd @Nullable ... fds) {
        if (fds == null) {
            return;
        }
        for (Fd fd : fds) {
            if (fd != null) {
                fd.close();
            }
        }
    }
}
