package org.guestscope.live;

import org.guestscope.live.jna.Libvirt;
import org.guestscope.live.jna.LibvirtEvent;
import org.guestscope.live.jna.LibvirtLibrary;

/** libvirt's event loop on a daemon thread, once a process; keepalive and close callbacks need it. */
final class EventLoop {

    private static boolean started;

    private EventLoop() {}

    /** Starts the loop; connections opened before it get no keepalive. */
    static synchronized void start() throws LiveException {
        if (started) {
            return;
        }
        try {
            LibvirtLibrary.bind(Libvirt.class);
            LibvirtLibrary.bind(LibvirtEvent.class);
        } catch (UnsatisfiedLinkError | NoClassDefFoundError e) {
            throw new LiveException.Missing(e);
        }
        if (LibvirtEvent.virEventRegisterDefaultImpl() < 0) {
            throw VirError.last("libvirt's event loop");
        }
        Thread thread = new Thread(EventLoop::run, "libvirt events");
        thread.setDaemon(true);
        thread.start();
        started = true;
    }

    private static void run() {
        while (LibvirtEvent.virEventRunDefaultImpl() == 0) {
            // one turn after the other, until the process ends
        }
    }
}
