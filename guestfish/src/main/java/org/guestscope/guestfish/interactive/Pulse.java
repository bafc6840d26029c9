package org.guestscope.guestfish.interactive;

/** Calls something a few times a second until it is stopped. */
final class Pulse {
    private static final long MILLIS = 300;

    private final Thread thread;

    Pulse(Runnable beat) {
        thread = new Thread(() -> run(beat), "progress");
        thread.setDaemon(true);
        thread.start();
    }

    private static void run(Runnable beat) {
        try {
            while (true) {
                Thread.sleep(MILLIS);
                beat.run();
            }
        } catch (InterruptedException e) {
            // Stopped.
            return;
        }
    }

    void stop() {
        thread.interrupt();
    }
}
