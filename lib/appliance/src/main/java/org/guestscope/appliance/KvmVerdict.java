package org.guestscope.appliance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.guestscope.appliance.ApplianceOptions.Acceleration;

/**
 * Whether KVM boots a kernel on this host.
 *
 * <p>A /dev/kvm that opens proves nothing: on some hosts a virtual machine is made and then never executes. So the first
 * start is watched, and when it shows no sign of life the verdict is remembered for this kernel, CPU and QEMU; another
 * of either asks anew.
 */
final class KvmVerdict {

    private static final Path DEVICE = Path.of("/dev/kvm");
    private static final String HANGS = "hangs under ";

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
        return usable && !hangs() ? Acceleration.KVM : Acceleration.TCG;
    }

    private boolean hangs() {
        try {
            return Files.exists(file) && Files.readString(file).equals(HANGS + circumstances());
        } catch (IOException e) {
            // An unreadable verdict is no verdict: the start is watched again.
            return false;
        }
    }

    /** Remembers that KVM never executed anything. */
    void rememberThatItHangs() throws IOException {
        Path part = file.resolveSibling("kvm." + ProcessHandle.current().pid());
        Files.writeString(part, HANGS + circumstances());
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** What the verdict depends on. */
    String circumstances() {
        return qemu.identity() + "\n" + HostIdentity.kernel() + "\n" + HostIdentity.cpu() + "\n";
    }
}
