package org.guestscope.guest;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.guestscope.guest.catalogue.ActionDefinition;
import org.guestscope.guest.catalogue.ParamDefinition;
import org.guestscope.guest.catalogue.ParamKind;
import org.guestscope.guest.wire.CallMessage;
import org.guestscope.guest.wire.Frame;
import org.guestscope.guest.wire.FrameReader;
import org.guestscope.guest.wire.FrameType;
import org.guestscope.guest.wire.FrameWriter;
import org.guestscope.guest.wire.Hello;
import org.guestscope.guest.wire.Limits;
import org.guestscope.guest.wire.Message;
import org.guestscope.guest.wire.Value;
import org.guestscope.guest.wire.WireException;
import org.jspecify.annotations.Nullable;

/**
 * The host's end of the connection to the agent in an appliance.
 *
 * <p>One call at a time: further callers wait. {@link #cancel} may be called from any thread. Everything that arrives is
 * checked against the protocol's limits and the action's definition; a peer that lies ends the connection, not the
 * program. When QEMU dies the channel ends and the call under way fails at once with
 * {@link ConnectionLostException}; so does every later one.
 */
public final class GuestConnection implements AutoCloseable {

    private static final String CLOSED = "the appliance went away unexpectedly";

    /** Frames of a call that an earlier host left behind on the same port: a window of data and its end. */
    private static final int MAX_LEFTOVERS = 1000;

    private final FrameReader reader;
    private final FrameWriter writer;
    private final Closeable channel;
    private final ReentrantLock turn = new ReentrantLock();
    private @Nullable FileMedium medium;
    private int lastSerial;
    private volatile int currentSerial;
    private volatile boolean broken;

    private GuestConnection(InputStream in, OutputStream out, Closeable channel) {
        this.reader = new FrameReader(in);
        this.writer = new FrameWriter(out);
        this.channel = channel;
    }

    /**
     * Greets the agent and waits for its answer, however long the appliance takes to boot: who started it closes the
     * channel when that is too long.
     *
     * @param in a buffered stream
     * @param out an unbuffered stream
     * @param channel closed by {@link #close}
     */
    public static GuestConnection open(InputStream in, OutputStream out, Closeable channel) throws IOException {
        GuestConnection connection = new GuestConnection(in, out, channel);
        try {
            connection.writer.write(new Frame(FrameType.HELLO, 0, Hello.encode()));
            Frame hello = connection.next("hello");
            for (int skipped = 0; hello.type() != FrameType.HELLO; skipped++) {
                if (skipped > MAX_LEFTOVERS) {
                    throw new WireException("hello", "a " + hello.type() + " instead");
                }
                hello = connection.next("hello");
            }
            Hello.check(hello.payload());
            return connection;
        } catch (IOException e) {
            throw connection.lost("hello", e);
        }
    }

    /**
     * Carries an action out in the guest.
     *
     * @param action an action whose side is the guest
     * @param arguments one for each required parameter, {@link Value#NOTHING} where a stream goes
     * @param options optional arguments by name
     * @param transfer the streams that the action's parameters ask for
     * @return a value that fits the definition
     * @throws ActionException when the action failed
     * @throws ConnectionLostException when the connection did
     * @throws IOException when one of the streams did
     */
    public Value call(ActionDefinition action, List<Value> arguments, Map<String, Value> options, Transfer transfer)
            throws IOException {
        checkStreams(action, transfer);
        Message message = new CallMessage(action.name(), arguments, options).encode();
        turn.lock();
        try {
            requireWhole(action.callName());
            int serial = ++lastSerial;
            currentSerial = serial;
            try {
                writer.writeMessage(FrameType.CALL_PART, FrameType.CALL, serial, message);
                byte[] reply = new Exchange(reader, writer, action, serial, transfer).run(medium);
                return ReplyDecoder.decode(action, reply);
            } catch (ActionException e) {
                throw e;
            } catch (LocalStreamException e) {
                throw e.cause();
            } catch (IOException e) {
                throw lost(action.callName(), e);
            }
        } finally {
            currentSerial = 0;
            turn.unlock();
        }
    }

    /** Large files go to the guest through {@code drive} from now on. */
    public void useMedium(FileMedium drive) {
        turn.lock();
        try {
            medium = drive;
        } finally {
            turn.unlock();
        }
    }

    /**
     * Calls actions as Java methods.
     *
     * @param family an interface of {@link org.guestscope.guest.action}
     */
    public <T> T actions(Class<T> family) {
        return family.cast(Proxy.newProxyInstance(
                family.getClassLoader(), new Class<?>[] {family}, new ActionProxy(this, family)));
    }

    /** Asks the agent to give up the call under way, if there is one; it then fails with EINTR. */
    public void cancel() throws IOException {
        int serial = currentSerial;
        if (serial != 0) {
            writer.write(Frame.of(FrameType.CANCEL, serial));
        }
    }

    /** Waits until the agent has answered. */
    public void ping() throws IOException {
        exchange("ping", Frame.of(FrameType.PING, 0));
    }

    /** Has the agent load what first calls need; to be called before a snapshot is taken. */
    public void warm() throws IOException {
        exchange("warm", Frame.of(FrameType.WARM, 0));
    }

    /**
     * Makes a restored appliance differ from every other: reseeds the kernel and the agent and sets the clock.
     *
     * @param seed {@link Limits#SEED_BYTES} bytes of the host's randomness
     * @param now the time to set
     */
    public void resume(byte[] seed, Instant now) throws IOException {
        if (seed.length != Limits.SEED_BYTES) {
            throw new IllegalArgumentException("a seed of %d bytes".formatted(seed.length));
        }
        byte[] payload = ByteBuffer.allocate(Long.BYTES + Integer.BYTES + seed.length)
                .putLong(now.getEpochSecond())
                .putInt(now.getNano())
                .put(seed)
                .array();
        exchange("resume", new Frame(FrameType.RESUME, 0, payload));
    }

    /**
     * Says that all disks are there. The agent assembles arrays and volume groups before it carries out the next call, and
     * does not answer.
     */
    public void disksReady() throws IOException {
        String what = "disks ready";
        turn.lock();
        try {
            requireWhole(what);
            writer.write(Frame.of(FrameType.DISKS_READY, 0));
        } catch (IOException e) {
            throw lost(what, e);
        } finally {
            turn.unlock();
        }
    }

    /** Closes the channel; a call under way on another thread fails. */
    @Override
    public void close() throws IOException {
        broken = true;
        channel.close();
    }

    private void exchange(String what, Frame question) throws IOException {
        turn.lock();
        try {
            requireWhole(what);
            writer.write(question);
            Frame answer = next(what);
            if (answer.type() == FrameType.ERROR) {
                throw ReplyDecoder.failure(what, answer.payload());
            }
            if (answer.type() != FrameType.PONG) {
                throw new WireException(what, "answered by a " + answer.type());
            }
        } catch (ActionException e) {
            throw e;
        } catch (IOException e) {
            throw lost(what, e);
        } finally {
            turn.unlock();
        }
    }

    private void requireWhole(String what) throws ConnectionLostException {
        if (broken) {
            throw new ConnectionLostException(what, CLOSED, null);
        }
    }

    private Frame next(String what) throws IOException {
        Frame frame = reader.read();
        if (frame == null) {
            throw new ConnectionLostException(what, CLOSED, null);
        }
        return frame;
    }

    /** After any failure of the channel nothing that arrives can be trusted to belong to the next call. */
    private ConnectionLostException lost(String during, IOException e) {
        broken = true;
        try {
            channel.close();
        } catch (IOException closing) {
            e.addSuppressed(closing);
        }
        if (e instanceof ConnectionLostException already) {
            return already;
        }
        String why = e instanceof WireException ? "the appliance broke the protocol: " + e.getMessage() : CLOSED;
        return new ConnectionLostException(during, why, e);
    }

    private static void checkStreams(ActionDefinition action, Transfer transfer) {
        boolean source = false;
        boolean sink = false;
        for (ParamDefinition param : action.params()) {
            source |= param.kind() == ParamKind.FILE_IN;
            sink |= param.kind() == ParamKind.FILE_OUT;
        }
        if (source != (transfer.source() != null) || sink != (transfer.sink() != null)) {
            throw new IllegalArgumentException(action.name() + " and its streams do not fit");
        }
    }
}
