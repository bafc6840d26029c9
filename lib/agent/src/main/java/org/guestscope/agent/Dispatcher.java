package org.guestscope.agent;

import java.io.IOException;
import java.util.List;
import org.guestscope.agent.action.ActionContext;
import org.guestscope.agent.action.VolumeAssembly;
import org.guestscope.agent.child.Cancellation;
import org.guestscope.agent.child.ChildException;
import org.guestscope.agent.libc.ErrnoException;
import org.guestscope.guest.call.ActionInvoker;
import org.guestscope.guest.catalogue.ActionDefinition;
import org.guestscope.guest.catalogue.Catalogue;
import org.guestscope.guest.catalogue.ParamDefinition;
import org.guestscope.guest.catalogue.ParamKind;
import org.guestscope.guest.catalogue.Side;
import org.guestscope.guest.wire.CallMessage;
import org.guestscope.guest.wire.ErrorMessage;
import org.guestscope.guest.wire.Frame;
import org.guestscope.guest.wire.FrameType;
import org.guestscope.guest.wire.FrameWriter;
import org.guestscope.guest.wire.Message;
import org.guestscope.guest.wire.Value;
import org.guestscope.guest.wire.ValueWriter;
import org.guestscope.guest.wire.WireException;
import org.jspecify.annotations.Nullable;

/** From a CALL's payload to the REPLY or ERROR that ends it. */
final class Dispatcher {

    /** Made beforehand, since there is no memory for them when they are wanted. */
    private static final ChildException TOO_LARGE =
            new ChildException("the answer is larger than the memory of the appliance's agent; "
                    + "ls0, find0 and download send what does not fit to a file of the host");

    private static final ChildException TOO_DEEP = new ChildException("directories are nested too deeply");

    private final ActionContext context;
    private final @Nullable VolumeAssembly assembly;
    private final ProgressReporter progress;
    private final Families families;
    private final ArgumentCheck arguments;

    /**
     * @param assembly run when the host says that all disks are there; {@code null} leaves arrays and volume groups alone,
     *     as they may be the host's
     */
    Dispatcher(ActionContext context, ProgressReporter progress, @Nullable VolumeAssembly assembly) {
        this.context = context;
        this.assembly = assembly;
        this.progress = progress;
        this.families = new Families(context);
        this.arguments = new ArgumentCheck(context);
    }

    Cancellation cancellation() {
        return context.cancellation();
    }

    /** Carries a call out; throws only when the host cannot be told how it ended. */
    void call(int serial, byte[] payload, SessionTransfer transfer, FrameWriter writer) throws IOException {
        progress.begin(writer, serial);
        Message reply;
        try {
            reply = reply(CallMessage.decode(payload), transfer);
        } catch (IOException e) {
            writer.write(new Frame(FrameType.ERROR, serial, encode(e)));
            return;
        } catch (OutOfMemoryError e) {
            writer.write(new Frame(FrameType.ERROR, serial, encode(TOO_LARGE)));
            return;
        } catch (StackOverflowError e) {
            writer.write(new Frame(FrameType.ERROR, serial, encode(TOO_DEEP)));
            return;
        } catch (RuntimeException | LinkageError e) {
            writer.write(new Frame(FrameType.ERROR, serial, internal(e)));
            return;
        } finally {
            progress.end();
        }
        writer.writeMessage(FrameType.REPLY_PART, FrameType.REPLY, serial, reply);
    }

    private Message reply(CallMessage call, SessionTransfer transfer) throws IOException {
        ActionDefinition action = Catalogue.load().find(call.action());
        if (action == null || action.side() != Side.GUEST) {
            throw new WireException("call", call.action() + " is not an action of the guest");
        }
        boolean source = hasFile(action, ParamKind.FILE_IN);
        try {
            List<Value> checked = arguments.check(action, call.arguments());
            Object target = families.of(action.family());
            Value value;
            try {
                value = ActionInvoker.invoke(
                        action, target, checked, call.options(), transfer.source(), transfer.sink());
            } catch (ChildException e) {
                throw e.about(ArgumentCheck.subject(action, checked));
            }
            if (hasFile(action, ParamKind.FILE_OUT)) {
                transfer.finishSink();
            }
            ValueWriter out = new ValueWriter();
            out.write(value);
            return out.message();
        } finally {
            if (source) {
                transfer.finishSource();
            }
        }
    }

    private static boolean hasFile(ActionDefinition action, ParamKind kind) {
        for (ParamDefinition param : action.params()) {
            if (param.kind() == kind) {
                return true;
            }
        }
        return false;
    }

    /**
     * Puts together what the disks hold. Nobody waits for an answer: what cannot be assembled is missing from what the next
     * calls list, and a disk that cannot be read fails the call that wants it.
     */
    void disksReady() {
        if (assembly == null) {
            return;
        }
        try {
            assembly.assemble();
        } catch (IOException | RuntimeException e) {
            System.err.println("volumes are not assembled: " + e);
        }
    }

    /**
     * Runs what nearly every session needs first, so that a snapshot holds it loaded and compiled; leaves no garbage that
     * every restored appliance would have to collect, and nothing that a rehearsal found.
     */
    void warm() throws IOException {
        families.forget();
        for (String name : List.of("list-filesystems", "mounts", "umount-all", "list-devices", "version")) {
            ActionDefinition action = Catalogue.load().find(name);
            if (action != null && action.side() == Side.GUEST) {
                families.of(action.family());
            }
        }
        context.devices().disks();
        context.devices().partitions();
        context.isRootMounted();
        context.child("true").run();
        System.gc();
    }

    /** The payload of ERROR for a failure that an action may have. */
    static byte[] encode(IOException e) {
        int errno = e instanceof ErrnoException system ? system.errno() : 0;
        String message = e.getMessage();
        return new ErrorMessage(errno, message == null ? e.toString() : message).encode();
    }

    /** A fault of the agent itself: says where, since nobody can attach a debugger to an appliance. */
    static byte[] internal(Throwable e) {
        StackTraceElement[] trace = e.getStackTrace();
        String where = trace.length == 0 ? "" : " at " + trace[0];
        return encode(new ChildException("the agent failed: " + e + where));
    }
}
