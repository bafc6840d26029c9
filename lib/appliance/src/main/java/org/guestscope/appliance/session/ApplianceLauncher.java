package org.guestscope.appliance.session;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.guestscope.appliance.Appliance;
import org.guestscope.appliance.ApplianceCache;
import org.guestscope.appliance.ApplianceException;
import org.guestscope.appliance.ApplianceImage;
import org.guestscope.appliance.ApplianceOptions;
import org.guestscope.appliance.DiskSpec;
import org.guestscope.appliance.build.BuildProgress;
import org.jspecify.annotations.Nullable;

/** Starts real appliances. One may be started ahead, while the host side still reads its command line. */
public final class ApplianceLauncher implements GuestLauncher {
    private final BuildProgress progress;
    private @Nullable Ahead ahead;

    /** A machine that is being started, and what for. */
    private record Ahead(ApplianceOptions options, CompletableFuture<Optional<Appliance>> machine) {}

    /** @param progress told about the building of an appliance, when there is none yet; from any thread */
    public ApplianceLauncher(BuildProgress progress) {
        this.progress = progress;
    }

    @Override
    public void prepare(ApplianceOptions options) {
        discard();
        CompletableFuture<Optional<Appliance>> machine = new CompletableFuture<>();
        // A thread of our own: the common pool may have none to spare on a machine with one processor.
        Thread starter = new Thread(
                () -> {
                    try {
                        machine.complete(startUnlessMissing(options));
                    } catch (Throwable e) {
                        // Also errors: whoever waits for the machine would wait for ever.
                        machine.completeExceptionally(e);
                    }
                },
                "appliance start");
        starter.setDaemon(true);
        starter.start();
        ahead = new Ahead(options, machine);
    }

    /** Nothing is built ahead: that takes minutes and talks, perhaps in the midst of what is being typed. */
    private static Optional<Appliance> startUnlessMissing(ApplianceOptions options) throws ApplianceException {
        ApplianceCache cache = ApplianceCache.fromEnvironment();
        Optional<ApplianceImage> image = cache.find();
        return image.isPresent() ? Optional.of(Appliance.start(cache, image.get(), options)) : Optional.empty();
    }

    @Override
    public Guest launch(String backend, ApplianceOptions options, List<DiskSpec> disks) throws IOException {
        if (backend.startsWith(AgentSocket.PREFIX)) {
            return AgentSocket.connect(backend);
        }
        Appliance machine = start(options);
        boolean attached = false;
        try {
            machine.attach(disks);
            attached = true;
            return new ApplianceGuest(machine);
        } finally {
            if (!attached) {
                machine.close();
            }
        }
    }

    private Appliance start(ApplianceOptions options) throws IOException {
        Ahead prepared = ahead;
        if (prepared == null || !sameMachine(prepared.options, options)) {
            discard();
            return Appliance.start(options, progress);
        }
        ahead = null;
        try {
            Optional<Appliance> machine = prepared.machine.join();
            return machine.isPresent() ? machine.get() : Appliance.start(options, progress);
        } catch (CompletionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            if (e.getCause() instanceof RuntimeException fault) {
                throw fault;
            }
            throw e;
        }
    }

    /** Settings may have changed since; who gets the log does not make another machine. */
    private static boolean sameMachine(ApplianceOptions a, ApplianceOptions b) {
        Consumer<String> nobody = line -> {};
        return a.withLog(nobody).equals(b.withLog(nobody));
    }

    @Override
    public void discard() {
        Ahead prepared = ahead;
        ahead = null;
        if (prepared != null) {
            prepared.machine.thenAccept(machine -> machine.ifPresent(Appliance::close));
        }
    }
}
