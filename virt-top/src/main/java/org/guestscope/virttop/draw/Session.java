package org.guestscope.virttop.draw;

import com.googlecode.lanterna.input.KeyStroke;
import com.googlecode.lanterna.input.KeyType;
import com.googlecode.lanterna.screen.TerminalScreen;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.guestscope.cli.CommandFailure;
import org.guestscope.cli.Console;
import org.guestscope.live.DomainFacts;
import org.guestscope.live.LiveException;
import org.guestscope.live.Wanted;
import org.guestscope.virttop.collect.Sampler;
import org.guestscope.virttop.model.DomainReading;
import org.guestscope.virttop.model.HostReading;
import org.guestscope.virttop.output.Output;
import org.guestscope.virttop.settings.Settings;
import org.jspecify.annotations.Nullable;

/**
 * The program with a screen: one thread samples, one reads keys, and the one that runs the session draws. The terminal
 * is given back whatever ends it.
 */
public final class Session {

    private static final Path KEYBOARD = Path.of("/dev/tty");

    /** The longest wait without an event: a message may have to go, a window may have changed. */
    private static final long TICK_NANOS = 500_000_000L;

    /** A large screen with its escape codes: it goes out in one piece. */
    private static final int SCREENFUL_BYTES = 64 << 10;

    private final Settings settings;
    private final Console console;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final Semaphore wake = new Semaphore(0);
    private volatile Set<Wanted> wanted = EnumSet.noneOf(Wanted.class);
    private volatile boolean ended;

    private sealed interface Event {}

    private record Sampled(List<HostReading> hosts) implements Event {}

    private record Pressed(KeyStroke key) implements Event {}

    private record Learned(String domain, DomainFacts facts) implements Event {}

    private record Ended(@Nullable Throwable reason) implements Event {}

    private record Resized() implements Event {}

    /** A session that has not begun. */
    public Session(Settings settings, Console console) {
        this.settings = settings;
        this.console = console;
    }

    /** Whether there is a terminal that understands a screen; if not, the same lines go out as plain text. */
    public static boolean possible(Console console) {
        String term = term(console);
        return console.terminal()
                && !term.isEmpty()
                && !term.equals("dumb")
                && !term.equals("unknown")
                && Files.isReadable(KEYBOARD);
    }

    private static String term(Console console) {
        return console.environment().getOrDefault("TERM", "");
    }

    /** Whether colours may be used: not on the terminals from before them, which would show the codes they do not know. */
    private boolean colours() {
        String term = term(console);
        return console.colours() && !term.startsWith("vt") && !term.endsWith("-mono") && !term.endsWith("-m");
    }

    /** Samples at once; called on any thread. */
    public void sampleNow() {
        wake.release();
    }

    /**
     * Shows samples until a key, the number of samples or the end time ends it.
     *
     * @param csv what else takes each sample
     */
    public void run(Sampler sampler, List<Output> csv) throws CommandFailure, IOException, InterruptedException {
        wanted = TopScreen.wanted(settings.view, TopScreen.Mode.LIST);
        Charset charset = charset(console.environment());
        String debug = Objects.requireNonNullElse(settings.debug, "/dev/null");
        try (InputStream keyboard = new FileInputStream(KEYBOARD.toFile());
                StandardError error = StandardError.to(debug)) {
            Thread sampling = daemon("sampling", () -> sample(sampler, csv));
            OutputStream output = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), SCREENFUL_BYTES);
            Tty terminal = new Tty(keyboard, output, charset);
            TerminalScreen screen = new TerminalScreen(terminal);
            Thread restore = new Thread(() -> restore(terminal, error), "restore terminal");
            Runtime.getRuntime().addShutdownHook(restore);
            try {
                screen.startScreen();
                if (!settings.batch) {
                    terminal.captureMouse();
                    daemon("keys", () -> readKeys(terminal));
                }
                terminal.addResizeListener((resized, size) -> events.add(new Resized()));
                boolean bars =
                        charset.equals(StandardCharsets.UTF_8) && !term(console).equals("linux");
                show(terminal, screen, sampler, bars);
            } finally {
                ended = true;
                sampling.interrupt();
                restore(terminal, error);
                forget(restore);
            }
        } catch (IllegalStateException e) {
            if (e.getCause() == null) {
                throw e;
            }
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        }
    }

    /** {@code bars}: whether its font has the block characters, which that of Linux's own console has not. */
    private void show(Tty terminal, TerminalScreen screen, Sampler sampler, boolean bars)
            throws IOException, InterruptedException, CommandFailure {
        TopScreen top = new TopScreen(settings, screen, Clock.systemDefaultZone(), bars, colours());
        Keys keys = new Keys(top, settings, new Keys.Actions() {
            @Override
            public void sampleNow() {
                Session.this.sampleNow();
            }

            @Override
            public void wantFacts(DomainReading domain) {
                learn(sampler, domain);
            }
        });
        terminal.draw(top::draw);
        while (true) {
            long wait = top.messageLeft() == 0 ? TICK_NANOS : Math.min(TICK_NANOS, top.messageLeft());
            Event event = events.poll(wait, TimeUnit.NANOSECONDS);
            // All that has come in is taken in before one drawing: a pasted text or a slow line must not lag behind.
            while (event != null) {
                if (event instanceof Sampled sampled) {
                    top.accept(sampled.hosts);
                } else if (event instanceof Pressed pressed) {
                    if (!keys.press(pressed.key)) {
                        return;
                    }
                } else if (event instanceof Learned learned && learned.domain.equals(top.detailed)) {
                    top.facts = learned.facts;
                } else if (event instanceof Ended end) {
                    if (end.reason != null) {
                        throw new CommandFailure("sampling ended: " + end.reason.getMessage(), end.reason);
                    }
                    terminal.draw(top::draw);
                    return;
                }
                event = events.poll();
            }
            want(TopScreen.wanted(settings.view, top.mode));
            terminal.draw(top::draw);
        }
    }

    /** What is shown from now on needs it; what was not sampled before is asked for at once. */
    private void want(Set<Wanted> now) {
        boolean more = !wanted.containsAll(now);
        wanted = now;
        if (more) {
            sampleNow();
        }
    }

    private void sample(Sampler sampler, List<Output> csv) {
        Throwable reason = null;
        try {
            int taken = 0;
            long due = System.nanoTime();
            while (!ended) {
                List<HostReading> hosts = sampler.round(wanted);
                for (Output output : csv) {
                    output.accept(hosts);
                }
                events.add(new Sampled(hosts));
                if (++taken == settings.iterations && settings.iterations > 0) {
                    break;
                }
                due = Math.max(due + (long) (settings.delay * 1e9), System.nanoTime());
                if (!pause(due)) {
                    break;
                }
            }
        } catch (InterruptedException e) {
            return; // the session is over
        } catch (IOException | RuntimeException e) {
            reason = e;
        }
        events.add(new Ended(reason));
    }

    /** Waits until {@code due} or until somebody wants a sample; false when the end time has come. */
    private boolean pause(long due) throws InterruptedException {
        long wait = due - System.nanoTime();
        Instant end = settings.endTime;
        if (end != null) {
            wait = Math.min(wait, Duration.between(Instant.now(), end).toNanos());
        }
        if (wake.tryAcquire(Math.max(0, wait), TimeUnit.NANOSECONDS)) {
            wake.drainPermits();
        }
        return end == null || Instant.now().isBefore(end);
    }

    private void learn(Sampler sampler, DomainReading domain) {
        daemon("facts", () -> {
            try {
                events.add(new Learned(domain.key(), sampler.facts(domain)));
            } catch (LiveException e) {
                // The domain or its host went away; the next sample shows that.
                events.add(new Resized());
            }
        });
    }

    private void readKeys(Tty terminal) {
        try {
            while (!ended) {
                KeyStroke key = terminal.readInput();
                events.add(new Pressed(key));
                if (key.getKeyType() == KeyType.EOF) {
                    return;
                }
            }
        } catch (IOException e) {
            if (!ended) {
                events.add(new Ended(e));
            }
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // A signal is ending the process already, and the hook runs.
        }
    }

    /** Undoes what the session did to the terminal and to standard error; a second time it does no harm. */
    private static synchronized void restore(Tty terminal, StandardError error) {
        try {
            terminal.close();
        } catch (IOException | RuntimeException e) {
            // A terminal that is gone cannot be given back.
        } finally {
            error.close();
        }
    }

    /** The terminal's character set, by the locale's variables; the JVM's own choice ignores some of them. */
    static Charset charset(Map<String, String> environment) {
        for (String name : List.of("LC_ALL", "LC_CTYPE", "LANG")) {
            String locale = environment.getOrDefault(name, "");
            if (!locale.isEmpty()) {
                String upper = locale.toUpperCase(Locale.ROOT);
                return upper.contains("UTF-8") || upper.contains("UTF8")
                        ? StandardCharsets.UTF_8
                        : StandardCharsets.US_ASCII;
            }
        }
        return StandardCharsets.US_ASCII;
    }

    private static Thread daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
