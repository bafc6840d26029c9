package org.guestscope.appliance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import org.guestscope.appliance.ApplianceOptions.Acceleration;

/**
 * Whether KVM boots a kernel on this host.
 *
 * <p>A /dev/kvm that opens proves nothing: on some hosts a virtual machine is made and then never executes, on others QEMU
 * gives up at once. So the first start is watched, and when it shows no sign of life or fails where TCG does not, the
 * verdict is remembered for this kernel, CPU and QEMU; another of either asks anew. A failure may also have a cause that
 * passes (another hypervisor has the processor), so that verdict is good for a day.
 */
final class KvmVerdict {

    private static final Path DEVICE = Path.of("/dev/kvm");
    private static final String HANGS = "hangs under ";
    private static final String FAILS = "fails under ";
    private static final Duration FAILURE_HOLDS = Duration.ofDays(1);

    private final Path file;
    private final Qemu qemu;

    KvmVerdict(Path cache, Qemu qemu) {
        this.file = cache.resolve("kvm");
        this.qemu = qemu;
    }

    /**
     * What to start with.
     *
     * @throws ApplianceLaunchException when KVM is demanded and cannot be had
     */
    Acceleration decide(Acceleration wanted) throws ApplianceException {
        if (wanted == Acceleration.TCG) {
            return wanted;
        }
        boolean usable = Files.isReadable(DEVICE) && Files.isWritable(DEVICE);
        if (wanted == Acceleration.KVM) {
            if (!usable) {
                throw new ApplianceLaunchException(
                        "appliance: cannot start: /dev/kvm: "
                                + (Files.exists(DEVICE) ? "permission denied" : "no such device"),
                        "Join the group kvm or load the module kvm_intel or kvm_amd; 'host-validate' says more.");
            }
            return wanted;
        }
        return usable && !condemned() ? Acceleration.KVM : Acceleration.TCG;
    }

    private boolean condemned() {
        try {
            if (!Files.exists(file)) {
                return false;
            }
            String verdict = Files.readString(file);
            if (verdict.equals(FAILS + circumstances())) {
                Instant given = Files.getLastModifiedTime(file).toInstant();
                return given.plus(FAILURE_HOLDS).isAfter(Instant.now());
            }
            return verdict.equals(HANGS + circumstances());
        } catch (IOException e) {
            // An unreadable verdict is no verdict: the start is watched again.
            return false;
        }
    }

    /** Remembers that KVM never executed anything. */
    void rememberThatItHangs() {
        remember(HANGS);
    }

    /** Remembers that a machine that TCG runs cannot be started under KVM. */
    void rememberThatItFails() {
        remember(FAILS);
    }

    private void remember(String verdict) {
        Path part = file.resolveSibling("kvm." + ProcessHandle.current().pid());
        try {
            Files.writeString(part, verdict + circumstances());
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            // The next start tries KVM again and is slower for it; this one goes on.
            return;
        }
    }

    /** What the verdict depends on. */
    String circumstances() {
        return qemu.identity() + "\n" + HostIdentity.kernel() + "\n" + HostIdentity.cpu() + "\n";
    }
}
