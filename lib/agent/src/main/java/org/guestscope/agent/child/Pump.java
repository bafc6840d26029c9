package org.guestscope.agent.child;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A thread that moves bytes beside the one that waits for a program. */
final class Pump {

    private final Thread thread;
    private volatile @Nullable IOException failure;

    /** What a pump does. */
    @FunctionalInterface
    interface Work {
        void run() throws IOException;
    }

    private Pump(String name, Work work) {
        thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                failure = e;
            }
        });
        thread.setName(name);
        thread.setDaemon(true);
    }

    static Pump start(String name, Work work) {
        Pump pump = new Pump(name, work);
        pump.thread.start();
        return pump;
    }

    void join() {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Nullable IOException failure() {
        return failure;
    }
}
