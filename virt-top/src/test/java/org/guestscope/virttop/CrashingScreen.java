package org.guestscope.virttop;

import java.time.Duration;
import java.util.List;
import org.guestscope.cli.Tool;
import org.guestscope.virttop.collect.Sampler;
import org.guestscope.virttop.draw.Session;
import org.guestscope.virttop.settings.Settings;

/** A screen whose drawing fails after the first sample, for {@link TerminalIT}. */
final class CrashingScreen {

    private CrashingScreen() {}

    public static void main(String[] args) {
        Tool.main("virt-top", args, (words, console) -> {
            Settings settings = new Settings();
            settings.delay = 0.2;
            Session session = new Session(settings, console);
            try (Sampler sampler = new Sampler(List.of("test:///default"), Duration.ofSeconds(5), session::sampleNow)) {
                session.run(sampler, List.of(hosts -> breakList(settings)));
            }
            return 0;
        });
    }

    @SuppressWarnings("NullAway") // that is the fault
    private static void breakList(Settings settings) {
        settings.sort = null;
    }
}
