package org.guestscope.appliance;

import java.io.IOException;
import java.nio.file.Path;
import org.guestscope.appliance.ApplianceOptions.Acceleration;

/** Decides how a machine is started: from a snapshot or cold, under KVM or TCG; and falls back when one fails. */
final class ApplianceStarter {

    private final ApplianceImage image;
    private final ApplianceOptions options;
    private final Qemu qemu;
    private final KvmVerdict verdict;

    ApplianceStarter(Path cache, ApplianceImage image, ApplianceOptions options) throws ApplianceException {
        this.image = image;
        this.options = options;
        Path chosen = options.qemu();
        this.qemu = chosen == null ? Qemu.find(System.getenv()) : Qemu.at(chosen);
        this.verdict = new KvmVerdict(cache, qemu);
    }

    Machine start() throws ApplianceException {
        try {
            Acceleration accel = verdict.decide(options.accel());
            return accel == Acceleration.KVM && options.accel() == Acceleration.AUTO ? startSomehow() : start(accel);
        } catch (ApplianceException e) {
            throw e;
        } catch (IOException e) {
            throw new ApplianceLaunchException("appliance: cannot start: " + e.getMessage(), "", "", e);
        }
    }

    private Machine startSomehow() throws IOException {
        try {
            return start(Acceleration.KVM);
        } catch (Machine.SilentMachineException e) {
            log("KVM: " + e.getMessage() + "; using TCG, which is slower, from now on");
            verdict.rememberThatItHangs();
            return start(Acceleration.TCG);
        } catch (ApplianceLaunchException e) {
            log("KVM: " + e.getMessage() + "; trying TCG, which is slower");
            Machine machine = start(Acceleration.TCG);
            // Only now is it certain that KVM is at fault, and not the image or QEMU itself.
            verdict.rememberThatItFails();
            return machine;
        }
    }

    private Machine start(Acceleration accel) throws IOException {
        MachineSpec spec = new MachineSpec(qemu, image, accel, options);
        if (options.snapshot() && options.parameters().isEmpty()) {
            Snapshot snapshot = new Snapshot(spec);
            if (snapshot.usable()) {
                try {
                    Machine machine = snapshot.restore();
                    log("restored from a snapshot under " + accel);
                    return machine;
                } catch (IOException e) {
                    log("the snapshot cannot be restored (" + e.getMessage() + "), making a new one");
                    snapshot.discard();
                }
            }
            qemu.checkVersion();
            log("booting once to make a snapshot under " + accel);
            try {
                snapshot.make();
                return snapshot.restore();
            } catch (Machine.SilentMachineException e) {
                throw e;
            } catch (IOException e) {
                log("no snapshot can be made (" + e.getMessage() + "), booting without one");
            }
        }
        qemu.checkVersion();
        Machine machine = Machine.boot(spec, null);
        log("booted under " + accel);
        return machine;
    }

    private void log(String line) {
        options.log().accept("appliance: " + line);
    }
}
