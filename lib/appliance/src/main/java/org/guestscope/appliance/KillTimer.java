package org.guestscope.appliance;

/** Kills a QEMU that takes too long, so that whoever reads from it sees an end instead of waiting forever. */
final class KillTimer {

    private final Thread thread;
    private volatile boolean fired;

    KillTimer(QemuProcess process, long millis) {
        thread = new Thread(
                () -> {
                    try {
                        Thread.sleep(millis);
                        fired = true;
                        process.kill();
                    } catch (InterruptedException e) {
                        // Cancelled: it came in time.
                        Thread.interrupted();
                    }
                },
                "qemu-timer");
        thread.setDaemon(true);
        thread.start();
    }

    void cancel() {
        thread.interrupt();
    }

    boolean fired() {
        return fired;
    }
}
