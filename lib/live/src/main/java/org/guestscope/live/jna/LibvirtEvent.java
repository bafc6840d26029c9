package org.guestscope.live.jna;

import com.sun.jna.Callback;
import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * libvirt's own event loop, without which keepalive and close callbacks do not work: {@code libvirt/libvirt-event.h}
 * and {@code libvirt-host.h}. The default implementation is registered once, before the first connection is opened,
 * and run by one thread.
 */
public final class LibvirtEvent {

    private LibvirtEvent() {}

    public static native int virEventRegisterDefaultImpl();

    /** One turn of the loop: waits for an event, or for the next timer. */
    public static native int virEventRunDefaultImpl();

    /** {@code void (*virConnectCloseFunc)(virConnectPtr conn, int reason, void *opaque)}. */
    public interface ConnectCloseFunc extends Callback {
        void invoke(Pointer conn, int reason, @Nullable Pointer opaque);
    }

    /** {@code cb} runs on the event loop's thread; the caller keeps it reachable until the connection is closed. */
    public static native int virConnectRegisterCloseCallback(
            Pointer conn, ConnectCloseFunc cb, @Nullable Pointer opaque, @Nullable Pointer freecb);

    /** A registered callback holds the connection open: this lets go of it. */
    public static native int virConnectUnregisterCloseCallback(Pointer conn, ConnectCloseFunc cb);
}
