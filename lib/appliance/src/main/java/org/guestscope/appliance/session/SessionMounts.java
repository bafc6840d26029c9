package org.guestscope.appliance.session;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.guestscope.appliance.fuse.FuseMount;
import org.guestscope.guest.ActionException;
import org.guestscope.guest.action.LocalMounts;
import org.jspecify.annotations.Nullable;

/** The guest's files below a directory of the host. */
final class SessionMounts implements LocalMounts {
    /** How long the kernel may keep names and attributes, in seconds: nobody else changes the guest meanwhile. */
    private static final int CACHE_SECONDS = 60;

    private static final int RETRIES = 5;
    private static final long FIRST_WAIT_MILLIS = 100;

    private final Session session;
    private final UnaryOperator<String> absolute;
    private final Consumer<String> messages;
    private volatile @Nullable FuseMount mount;
    private volatile boolean serving;

    /** @param messages gets lines for stderr, when calls are to be shown */
    SessionMounts(Session session, UnaryOperator<String> absolute, Consumer<String> messages) {
        this.session = session;
        this.absolute = absolute;
        this.messages = messages;
    }

    @Override
    public void mountLocal(
            String localmountpoint,
            @Nullable Boolean readonly,
            @Nullable String options,
            @Nullable Integer cachetimeout,
            @Nullable Boolean debugcalls)
            throws IOException {
        if (mount != null) {
            throw fault("mount_local", "a directory is mounted already, and one handle has one");
        }
        if (cachetimeout != null && cachetimeout < 0) {
            throw fault("mount_local", "cachetimeout must not be negative: " + cachetimeout);
        }
        FuseMount.Settings settings = new FuseMount.Settings(
                Boolean.TRUE.equals(readonly),
                options,
                cachetimeout == null ? CACHE_SECONDS : cachetimeout,
                Boolean.TRUE.equals(debugcalls) ? messages : null);
        try {
            mount = FuseMount.mount(absolute.apply(localmountpoint), new GuestFiles(session), settings);
        } catch (IOException e) {
            throw fault("mount_local", localmountpoint + ": " + e.getMessage());
        }
    }

    @Override
    public void mountLocalRun() throws IOException {
        FuseMount mounted = mounted("mount_local_run", "call mount-local first");
        if (session.state() != Session.State.READY) {
            throw new ActionException("mount_local_run", 0, Session.NOT_LAUNCHED);
        }
        try {
            session.call("exists", "/");
        } catch (ActionException e) {
            throw fault(
                    "mount_local_run",
                    "mount a filesystem on / first (" + mounted.directory()
                            + " stays mounted: umount-local ends that)");
        }
        serving = true;
        try {
            mounted.serve();
        } catch (IOException e) {
            throw fault("mount_local_run", String.valueOf(e.getMessage()));
        } finally {
            serving = false;
            mount = null;
        }
    }

    @Override
    public void umountLocal(@Nullable Boolean retry) throws IOException {
        FuseMount mounted = mounted("umount_local", "no directory is mounted");
        long wait = FIRST_WAIT_MILLIS;
        for (int left = Boolean.TRUE.equals(retry) ? RETRIES : 0; ; left--) {
            try {
                mounted.unmount(false);
                break;
            } catch (IOException e) {
                if (left <= 0) {
                    throw fault("umount_local", String.valueOf(e.getMessage()));
                }
                sleep(wait);
                wait *= 2;
            }
        }
        if (!serving) {
            mount = null;
            mounted.close();
        }
    }

    private static void sleep(long millis) throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ActionException("umount_local", ActionException.EINTR, "interrupted");
        }
    }

    @Override
    public void userCancel() throws IOException {
        session.cancel();
    }

    /** Lets {@code mount-local-run} return, if it is running. Safe from any thread. */
    void stop() throws IOException {
        FuseMount mounted = mount;
        if (mounted != null && serving) {
            mounted.unmount(true);
        }
    }

    /** Unmounts what is left mounted. */
    void close() {
        FuseMount mounted = mount;
        mount = null;
        if (mounted != null && !serving) {
            mounted.close();
        }
    }

    private FuseMount mounted(String call, String otherwise) throws ActionException {
        FuseMount mounted = mount;
        if (mounted == null) {
            throw fault(call, otherwise);
        }
        return mounted;
    }

    private static ActionException fault(String call, String message) {
        return new ActionException(call, 0, message);
    }
}
