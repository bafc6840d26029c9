package org.guestscope.virttop;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.guestscope.cli.CommandFailure;
import org.guestscope.cli.Console;
import org.guestscope.cli.Tool;
import org.guestscope.live.Wanted;
import org.guestscope.virttop.collect.Sampler;
import org.guestscope.virttop.model.HostReading;
import org.guestscope.virttop.output.Output;
import org.guestscope.virttop.settings.Settings;
import org.jspecify.annotations.Nullable;

/** Sample, write, wait, for all outputs without a screen. */
final class SampleLoop {

    /** A reader of a pipe sees nothing of a host that is away; after this long it is told by the exit status. */
    private static final Duration GIVE_UP = Duration.ofSeconds(60);

    private final Settings settings;
    private final Sampler sampler;
    private final Console console;
    private final Set<Wanted> wanted;
    private @Nullable String lastTrouble;
    private long troubleSince;

    SampleLoop(Settings settings, Sampler sampler, Console console, Set<Wanted> wanted) {
        this.settings = settings;
        this.sampler = sampler;
        this.console = console;
        this.wanted = wanted;
    }

    /**
     * Runs until the wanted number of samples is written, the end time has come or the reader went away.
     *
     * @throws CommandFailure when no host could be reached for a minute
     */
    void run(List<Output> outputs) throws CommandFailure, IOException, InterruptedException {
        long due = System.nanoTime();
        int taken = 0;
        while (true) {
            List<HostReading> hosts = sampler.round(wanted);
            if (reachable(hosts)) {
                for (Output output : outputs) {
                    output.accept(hosts);
                }
                taken++;
            }
            if (taken == settings.iterations && settings.iterations > 0
                    || console.out().checkError()) {
                return;
            }
            due = Math.max(due + (long) (settings.delay * 1e9), System.nanoTime());
            long wait = due - System.nanoTime();
            Instant end = settings.endTime;
            if (end != null) {
                wait = Math.min(wait, Duration.between(Instant.now(), end).toNanos());
            }
            if (wait > 0) {
                Thread.sleep(wait / 1_000_000, (int) (wait % 1_000_000));
            }
            if (end != null && !Instant.now().isBefore(end)) {
                return;
            }
        }
    }

    /** Whether any host answered; says so on standard error, once, when one goes away or comes back. */
    private boolean reachable(List<HostReading> hosts) throws CommandFailure {
        String trouble = null;
        boolean any = false;
        for (HostReading host : hosts) {
            if (host.trouble() == null) {
                any = true;
            } else if (trouble == null) {
                trouble = host.label() + ": " + host.trouble();
            }
        }
        if (trouble != null && lastTrouble == null) {
            Tool.complain("virt-top", trouble, console);
            troubleSince = System.nanoTime();
        } else if (trouble == null && lastTrouble != null) {
            Tool.complain("virt-top", "all hosts answer again", console);
        }
        lastTrouble = trouble;
        if (!any && System.nanoTime() - troubleSince > GIVE_UP.toNanos()) {
            throw new CommandFailure("no host answered for " + GIVE_UP.toSeconds() + " s: " + trouble);
        }
        return any;
    }
}
