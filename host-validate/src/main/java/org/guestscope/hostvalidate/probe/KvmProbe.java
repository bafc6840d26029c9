package org.guestscope.hostvalidate.probe;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Asks /dev/kvm what it can, and makes it run a guest. Neither throws nor hangs, whatever the kernel does. */
public final class KvmProbe {
    private static final String DEVICE = "/dev/kvm";

    // linux/kvm.h
    private static final long KVM_GET_API_VERSION = 0xAE00;
    private static final long KVM_CREATE_VM = 0xAE01;
    private static final long KVM_CHECK_EXTENSION = 0xAE03;
    private static final int KVM_CAP_IRQCHIP = 0;
    private static final int KVM_CAP_USER_MEMORY = 3;
    private static final int KVM_CAP_NESTED_STATE = 157;
    private static final int KVM_CAP_VM_TYPES = 235;

    /** Runs of each mode, of which the best counts: a loaded machine spoils some. */
    private static final int ATTEMPTS = 3;

    /** Time for all runs of a mode. Hardware takes a millisecond, the slowest KVM seen under a second. */
    private static final long TIME_LIMIT_MILLISECONDS = 5_000;

    /** Time for an interrupted run to end before it is left behind. */
    private static final long GRACE_MILLISECONDS = 500;

    /** Away from the first real-time signal, which debuggers and runtimes like. */
    private static final int SIGNAL_OFFSET = 7;

    private KvmProbe() {}

    /** Asks for version and abilities, and makes and drops a virtual machine. */
    public static KvmAnswers answers() {
        try {
            return ask();
        } catch (KvmException e) {
            return KvmAnswers.failed(e.reason());
        } catch (LinkageError e) {
            return KvmAnswers.failed(withoutNative(e));
        }
    }

    private static KvmAnswers ask() throws KvmException {
        int kvm = openDevice();
        try {
            int version = LibC.ioctl(kvm, KVM_GET_API_VERSION, 0);
            int machine = LibC.ioctl(kvm, KVM_CREATE_VM, 0);
            if (machine >= 0) {
                LibC.close(machine);
            }
            return new KvmAnswers(
                    "",
                    version,
                    machine >= 0,
                    extension(kvm, KVM_CAP_USER_MEMORY) > 0,
                    extension(kvm, KVM_CAP_IRQCHIP) > 0,
                    extension(kvm, KVM_CAP_NESTED_STATE) > 0,
                    Math.max(0, extension(kvm, KVM_CAP_VM_TYPES)));
        } finally {
            LibC.close(kvm);
        }
    }

    private static int extension(int kvm, int capability) {
        return LibC.ioctl(kvm, KVM_CHECK_EXTENSION, capability);
    }

    /** Runs the test guest in both modes. x86-64 only. */
    public static KvmSpeed speed() {
        try {
            return new KvmSpeed(
                    trial(TestGuest.REAL_MODE, KvmSpeed.TURNS, TIME_LIMIT_MILLISECONDS),
                    trial(TestGuest.LONG_MODE, KvmSpeed.TURNS, TIME_LIMIT_MILLISECONDS));
        } catch (LinkageError e) {
            KvmSpeed.Trial failed = KvmSpeed.Trial.failed(withoutNative(e));
            return new KvmSpeed(failed, failed);
        }
    }

    /** What the guest's thread shares with its watcher. */
    private static final class Run {
        final CountDownLatch done = new CountDownLatch(1);
        final AtomicReference<KvmSpeed.Trial> result = new AtomicReference<>();
        private @Nullable VirtualMachine machine;
        private long thread;

        synchronized void began(VirtualMachine running) {
            machine = running;
            thread = LibC.pthread_self();
        }

        synchronized void ended() {
            machine = null;
        }

        /** Gets the guest's thread out of the kernel, if it is there. */
        synchronized void interrupt(int signal) {
            if (machine != null) {
                machine.interrupt();
                LibC.pthread_kill(thread, signal);
            }
        }
    }

    /** The best of some runs of that many turns, all within the limit. */
    static KvmSpeed.Trial trial(TestGuest guest, int turns, long limitMilliseconds) {
        int signal = LibC.__libc_current_sigrtmin() + SIGNAL_OFFSET;
        // A handler has to exist for the signal to interrupt the run, and may do nothing: any harmless function will
        // do.
        LibC.signal(signal, NativeLibrary.getInstance("c").getFunction("getpid"));
        Run run = new Run();
        Thread thread = new Thread(() -> attempt(guest, turns, run), "kvm-probe");
        // A thread that the kernel never lets go must not keep the process.
        thread.setDaemon(true);
        thread.start();
        try {
            if (!run.done.await(limitMilliseconds, TimeUnit.MILLISECONDS)) {
                run.interrupt(signal);
                run.done.await(GRACE_MILLISECONDS, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        KvmSpeed.Trial result = run.result.get();
        return result != null
                ? result
                : KvmSpeed.Trial.failed("the guest did not stop within " + limitMilliseconds + " ms");
    }

    private static void attempt(TestGuest guest, int turns, Run run) {
        try {
            run.result.set(new KvmSpeed.Trial("", best(guest, turns, run)));
        } catch (KvmException e) {
            run.result.set(KvmSpeed.Trial.failed(e.reason()));
        } finally {
            run.done.countDown();
        }
    }

    private static long best(TestGuest guest, int turns, Run run) throws KvmException {
        int kvm = openDevice();
        long best = Long.MAX_VALUE;
        try (VirtualMachine machine = VirtualMachine.create(kvm)) {
            run.began(machine);
            try {
                for (int i = 0; i < ATTEMPTS; i++) {
                    best = Math.min(best, machine.run(guest, turns));
                }
            } finally {
                run.ended();
            }
        } finally {
            LibC.close(kvm);
        }
        return best;
    }

    private static int openDevice() throws KvmException {
        int kvm = LibC.open(DEVICE, LibC.O_RDWR | LibC.O_CLOEXEC);
        if (kvm < 0) {
            throw new KvmException("opening " + DEVICE + " failed: errno " + Native.getLastError());
        }
        return kvm;
    }

    private static String withoutNative(LinkageError e) {
        return "native calls are not possible here: " + e.getMessage();
    }
}
