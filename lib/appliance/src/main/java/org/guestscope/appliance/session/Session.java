package org.guestscope.appliance.session;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.guestscope.appliance.DiskSpec;
import org.guestscope.guest.ActionException;
import org.guestscope.guest.ConnectionLostException;
import org.guestscope.guest.Transfer;
import org.guestscope.guest.action.Drives;
import org.guestscope.guest.action.Images;
import org.guestscope.guest.action.LocalMounts;
import org.guestscope.guest.action.Settings;
import org.guestscope.guest.call.ActionInvoker;
import org.guestscope.guest.call.ValueMapper;
import org.guestscope.guest.catalogue.ActionDefinition;
import org.guestscope.guest.catalogue.Catalogue;
import org.guestscope.guest.catalogue.ParamDefinition;
import org.guestscope.guest.catalogue.Side;
import org.guestscope.guest.wire.Value;
import org.jspecify.annotations.Nullable;

/**
 * A handle on guest disks. It begins in state {@link State#CONFIG}, where drives and settings are given, and is {@link
 * State#READY} from launch to shutdown, where guest actions work; shutdown leads back to {@code CONFIG}.
 *
 * <p>For one thread, except {@link #cancel}.
 */
public final class Session implements AutoCloseable {
    private static final int SYNC_FAILED = 5;

    /** Why an action that needs a guest fails without one. */
    static final String NOT_LAUNCHED =
            "call launch before using this function\n(in guestfish, don't forget to use the 'run' command)";

    private static final String NOT_IN_CONFIG = "this function can only be called in the config state";

    /** Settings that a machine which has been started cannot take any more. */
    private static final Set<String> BEFORE_LAUNCH = Set.of(
            "config",
            "set-hv",
            "set-qemu",
            "set-path",
            "set-append",
            "set-memsize",
            "set-smp",
            "set-recovery-proc",
            "set-network",
            "set-backend",
            "set-attach-method",
            "set-backend-settings",
            "set-backend-setting",
            "clear-backend-setting",
            "set-pgroup",
            "set-tmpdir",
            "set-cachedir",
            "set-selinux",
            "set-direct");

    /** What can be done with a session. */
    public enum State {
        CONFIG,
        LAUNCHING,
        READY
    }

    private final Map<String, String> environment;
    private final GuestLauncher launcher;
    private final Consumer<String> messages;
    private final SessionSettings settings;
    private final SessionDrives drives;
    private final SessionImages images;
    private final SessionMounts mounts;
    private final Listeners listeners = new Listeners();
    private final Map<String, Object> hosts = new LinkedHashMap<>();
    private State state = State.CONFIG;
    private volatile @Nullable Guest guest;
    private long calls;
    private int depth;
    private boolean closed;

    /**
     * @param environment read now and by {@code parse-environment}; may change in between
     * @param absolute makes a raw file name absolute
     * @param messages gets raw lines for stderr: traces, diagnostics and warnings that no listener took
     */
    public Session(
            Map<String, String> environment,
            GuestLauncher launcher,
            UnaryOperator<String> absolute,
            Consumer<String> messages) {
        this.environment = environment;
        this.launcher = launcher;
        this.messages = messages;
        this.settings = new SessionSettings(this, environment, absolute);
        this.drives = new SessionDrives(this, absolute);
        this.images = new SessionImages(this, absolute);
        this.mounts = new SessionMounts(this, absolute, messages);
        hosts.put(Settings.class.getName(), settings);
        hosts.put(Drives.class.getName(), drives);
        hosts.put(Images.class.getName(), images);
        hosts.put(LocalMounts.class.getName(), mounts);
        settings.parse(environment, this::fault);
    }

    /** Adds what carries out another family of host actions. */
    public <T> void host(Class<T> family, T implementation) {
        hosts.put(family.getName(), implementation);
    }

    /** Says who knows about libvirt's domains. */
    public void domains(DomainDrives source) {
        drives.domains(source);
    }

    /** Takes over the settings that outlive a handle when a shell reopens it. */
    public void keepSettings(Session other) {
        settings.keep(other.settings);
    }

    public State state() {
        return state;
    }

    /** The settings, without traces or events. */
    public Settings settings() {
        return settings;
    }

    /** The drives that were added, in order. */
    public List<Drive> drives() {
        return List.copyOf(drives.list());
    }

    /**
     * Adds a disk that an option of a program names.
     *
     * @param readOnly true, or null for a disk that may be written
     * @param format null to detect it
     * @param blockSize in bytes; 0 for the default
     */
    public void addDrive(ImageLocation image, @Nullable Boolean readOnly, @Nullable String format, int blockSize)
            throws IOException {
        call(
                "add-drive",
                image.path(),
                readOnly,
                format,
                null,
                null,
                null,
                image.protocol(),
                image.server().isEmpty() ? null : image.server(),
                image.username(),
                image.secret(),
                null,
                null,
                null,
                blockSize == 0 ? null : blockSize);
    }

    Map<String, String> environment() {
        return environment;
    }

    /** Registers a listener and returns its handle; handles count from 0. */
    public int listen(Set<EventKind> kinds, EventListener listener) {
        return listeners.add(kinds, listener);
    }

    /** Removes the listener of a handle. */
    public void unlisten(int handle) {
        listeners.remove(handle);
    }

    /** Calls an action with Java values, one for each parameter in order; null leaves an optional one out. */
    public Value call(String name, @Nullable Object... values) throws IOException {
        return call(name, Transfer.NONE, values);
    }

    /** Likewise, with streams; a parameter that is one gets null. */
    Value call(String name, Transfer transfer, @Nullable Object... values) throws IOException {
        ActionDefinition action = Catalogue.load().get(name);
        List<Value> arguments = new ArrayList<>();
        Map<String, Value> options = new LinkedHashMap<>();
        int i = 0;
        for (ParamDefinition param : action.params()) {
            Object value = i < values.length ? values[i] : null;
            i++;
            if (!param.optional()) {
                arguments.add(ValueMapper.argument(param.kind(), value));
            } else if (value != null) {
                options.put(param.name(), ValueMapper.argument(param.kind(), value));
            }
        }
        return call(action, arguments, options, transfer);
    }

    /**
     * Calls an action, with events and trace.
     *
     * @param arguments one for each required parameter; where a stream goes, the name to show of it, or {@link
     *     Value#NOTHING}
     * @throws ActionException when it fails, also because the session is in the wrong state
     */
    public Value call(ActionDefinition action, List<Value> arguments, Map<String, Value> options, Transfer transfer)
            throws IOException {
        if (state != State.CONFIG && BEFORE_LAUNCH.contains(action.name())) {
            throw new ActionException(action.callName(), 0, NOT_IN_CONFIG);
        }
        boolean traced = settings.getTrace();
        if (depth == 0) {
            listeners.fire(Event.of(EventKind.ENTER, action.callName()));
        }
        if (traced) {
            trace(TraceText.call(action, arguments, options));
        }
        depth++;
        try {
            List<Value> sent = withoutStreams(action, arguments);
            Value value = action.side() == Side.HOST
                    ? onHost(action, sent, options, transfer)
                    : inGuest(action, sent, options, transfer);
            if (traced) {
                trace(TraceText.result(action, value));
            }
            return value;
        } catch (IOException e) {
            if (traced) {
                trace(TraceText.failure(action));
            }
            throw e;
        } finally {
            depth--;
        }
    }

    /** Streams travel beside the arguments; their names are for people. */
    private static List<Value> withoutStreams(ActionDefinition action, List<Value> arguments) {
        List<Value> sent = new ArrayList<>(arguments);
        List<ParamDefinition> required = action.required();
        for (int i = 0; i < required.size(); i++) {
            if (required.get(i).kind().isFile()) {
                sent.set(i, Value.NOTHING);
            }
        }
        return sent;
    }

    private Value onHost(ActionDefinition action, List<Value> arguments, Map<String, Value> options, Transfer transfer)
            throws IOException {
        Object target = hosts.get(action.family());
        if (target == null) {
            throw new ActionException(action.callName(), ActionException.ENOTSUP, "this program cannot do it");
        }
        return ActionInvoker.invoke(action, target, arguments, options, transfer.source(), transfer.sink());
    }

    private Value inGuest(ActionDefinition action, List<Value> arguments, Map<String, Value> options, Transfer transfer)
            throws IOException {
        Guest current = guest;
        if (current == null) {
            throw new ActionException(action.callName(), 0, NOT_LAUNCHED);
        }
        long serial = ++calls;
        Transfer watched = new Transfer(transfer.source(), transfer.sink(), (position, total) -> {
            transfer.progress().progress(position, total);
            listeners.fire(new Event(EventKind.PROGRESS, "", List.of(0L, serial, position, total)));
        });
        try {
            return current.call(action, arguments, options, watched);
        } catch (ConnectionLostException e) {
            gone(current);
            throw e;
        }
    }

    /** The appliance died under us: back to config, so that the caller may shut down or exit in good order. */
    private void gone(Guest dead) {
        guest = null;
        state = State.CONFIG;
        try {
            dead.close();
        } catch (IOException e) {
            messages.accept("warning: the appliance could not be cleaned up: " + e.getMessage());
        }
        listeners.fire(Event.of(EventKind.SUBPROCESS_QUIT, ""));
    }

    /** Begins to start the appliance because a launch is certain to follow. */
    public void prepare() {
        if (state == State.CONFIG && !settings.getBackend().startsWith(AgentSocket.PREFIX)) {
            launcher.prepare(settings.applianceOptions(drives.parameters(), this::log));
        }
    }

    void launch() throws IOException {
        if (state != State.CONFIG) {
            throw new ActionException("launch", 0, NOT_IN_CONFIG);
        }
        if (drives.list().isEmpty()) {
            throw new ActionException("launch", 0, "no drive was added, use add-drive first");
        }
        state = State.LAUNCHING;
        try {
            List<DiskSpec> disks = new ArrayList<>();
            for (Drive drive : drives.list()) {
                disks.add(DriveRules.toSpec(drive));
            }
            guest = launcher.launch(
                    settings.getBackend(), settings.applianceOptions(drives.parameters(), this::log), disks);
            state = State.READY;
        } finally {
            if (state != State.READY) {
                state = State.CONFIG;
            }
        }
        listeners.fire(Event.of(EventKind.LAUNCH_DONE, ""));
    }

    void shutdown() throws IOException {
        Guest current = guest;
        if (current == null) {
            return;
        }
        IOException failure = null;
        try {
            if (settings.getAutosync()) {
                sync(current);
            }
        } catch (IOException e) {
            failure = e;
        }
        guest = null;
        state = State.CONFIG;
        current.close();
        listeners.fire(Event.of(EventKind.SUBPROCESS_QUIT, ""));
        if (failure != null) {
            throw new ActionException("shutdown", SYNC_FAILED, "changes may be lost: " + failure.getMessage());
        }
    }

    private static void sync(Guest current) throws IOException {
        Catalogue catalogue = Catalogue.load();
        current.call(catalogue.get("umount-all"), List.of(), Map.of(), Transfer.NONE);
        current.call(catalogue.get("sync"), List.of(), Map.of(), Transfer.NONE);
    }

    int pid() throws ActionException {
        Guest current = guest;
        if (current == null) {
            throw new ActionException("get_pid", 0, "the appliance is not running");
        }
        return (int) current.pid();
    }

    /** Whether there is a guest that calls go to. Safe from any thread. */
    public boolean launched() {
        return guest != null;
    }

    /** Asks the call under way to give up, and ends {@code mount-local-run}. Safe from any thread. */
    public void cancel() throws IOException {
        mounts.stop();
        Guest current = guest;
        if (current != null) {
            current.cancel();
        }
    }

    /** Reports something wrong that does not stop anything. */
    void fault(String message) {
        if (!listeners.fire(Event.of(EventKind.WARNING, message))) {
            messages.accept("error: " + message);
        }
    }

    private void log(String line) {
        if (settings.getVerbose() && !listeners.fire(Event.of(EventKind.LIBRARY, line))) {
            messages.accept(line);
        }
    }

    private void trace(String text) {
        if (!listeners.fire(Event.of(EventKind.TRACE, text))) {
            String name = settings.getIdentifier();
            messages.accept("trace: " + (name.isEmpty() ? "" : name + ": ") + TraceText.line(text));
        }
    }

    /** Whether {@link #close} has been called. */
    public boolean closed() {
        return closed;
    }

    /** Ends the session without writing anything out more than {@code shutdown} would; files of its own disappear. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        if (settings.getTrace()) {
            trace("close");
        }
        listeners.fire(Event.of(EventKind.CLOSE, ""));
        mounts.close();
        try {
            shutdown();
        } finally {
            launcher.discard();
            drives.deleteScratch();
        }
    }
}
