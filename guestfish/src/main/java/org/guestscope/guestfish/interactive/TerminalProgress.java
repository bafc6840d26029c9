package org.guestscope.guestfish.interactive;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.guestscope.guest.ProgressListener;
import org.guestscope.guestfish.shell.Output;
import org.guestscope.guestfish.shell.ProgressBar;
import org.jspecify.annotations.Nullable;

/** Draws the progress of long calls on the terminal, or prints it as numbers where there is none. */
final class TerminalProgress implements ProgressBar {
    private static final int NARROWEST = 32;
    private static final int STANDARD_COLUMNS = 80;
    private static final long SHOW_AFTER_NANOS = 1_000_000_000L;

    private final OutputStream to;
    private final IntSupplier columns;
    private final boolean utf8;
    private final boolean plain;
    private final LongSupplier clock;
    private final boolean pulsing;
    private long start;
    private int frame;
    private boolean shown;
    private boolean told;
    private boolean running;
    private @Nullable Pulse pulse;

    /**
     * @param columns the terminal's width, asked for each frame, as people change it
     * @param pulsing whether it ticks by itself
     */
    TerminalProgress(
            OutputStream to, IntSupplier columns, boolean utf8, boolean plain, LongSupplier clock, boolean pulsing) {
        this.pulsing = pulsing;
        this.to = to;
        this.columns = columns;
        this.utf8 = utf8;
        this.plain = plain;
        this.clock = clock;
    }

    /** @param columns the terminal's width, 0 if it does not say */
    static TerminalProgress open(Map<String, String> environment, Output output, IntSupplier columns) {
        String term = environment.getOrDefault("TERM", "");
        IntSupplier width = () -> {
            int real = columns.getAsInt();
            return real > 0 ? real : stated(environment);
        };
        boolean plain = term.isEmpty() || term.equals("dumb") || width.getAsInt() < NARROWEST;
        String locale = environment.getOrDefault("LC_ALL", environment.getOrDefault("LANG", ""));
        OutputStream to = output.out();
        if (!plain) {
            try {
                to = new FileOutputStream("/dev/tty");
            } catch (IOException e) {
                // Forced on without a terminal: standard output has to do.
                to = output.out();
            }
        }
        return new TerminalProgress(
                to, width, locale.toUpperCase(java.util.Locale.ROOT).contains("UTF"), plain, System::nanoTime, true);
    }

    private static int stated(Map<String, String> environment) {
        try {
            return Integer.parseInt(environment.getOrDefault("COLUMNS", String.valueOf(STANDARD_COLUMNS)));
        } catch (NumberFormatException e) {
            return STANDARD_COLUMNS;
        }
    }

    @Override
    public synchronized ProgressListener begin() {
        start = clock.getAsLong();
        shown = false;
        told = false;
        running = true;
        if (pulsing && !plain) {
            pulse = new Pulse(this::tick);
        }
        return this::progress;
    }

    /** A call that says nothing of how far it is at least shows that it goes on, and since when. */
    synchronized void tick() {
        long elapsed = clock.getAsLong() - start;
        if (running && !told && elapsed >= SHOW_AFTER_NANOS) {
            shown = true;
            write("\r\u001b[K" + line(" ---", 0, 0, Pace.since(elapsed)));
        }
    }

    private synchronized void progress(long position, long total) {
        told = true;
        long elapsed = clock.getAsLong() - start;
        if (elapsed < SHOW_AFTER_NANOS) {
            return;
        }
        shown = true;
        write(plain ? position + "/" + total + "\n" : "\r\u001b[K" + line(position, total, elapsed));
    }

    /** One frame of the bar, three columns short of the terminal's width: there is room for ^C and the cursor. */
    String line(long position, long total, long elapsedNanos) {
        String percent = total > 0 ? String.format("%3d%%", position * 100 / total) : " ---";
        String tail = Pace.rate(position, elapsedNanos) + " " + Pace.remaining(position, total, elapsedNanos);
        return line(percent, position, total, tail);
    }

    private String line(String percent, long position, long total, String tail) {
        String spinner = utf8 ? "◐◓◑◒" : "/-\\|";
        boolean done = total > 0 && position >= total;
        String turn = done ? " " : String.valueOf(spinner.charAt(frame++ % spinner.length()));
        int room =
                Math.max(0, columns.getAsInt() - 3 - turn.length() - 1 - percent.length() - 1 - 2 - 1 - tail.length());
        return turn + " " + percent + " " + bar(position, total, room) + " " + tail;
    }

    private String bar(long position, long total, int room) {
        String full = utf8 ? "▒" : "#";
        String empty = utf8 ? "═" : "-";
        StringBuilder bar = new StringBuilder(utf8 ? "⟦" : "[");
        int filled = total > 0 ? (int) (room * position / total) : 0;
        for (int i = 0; i < room; i++) {
            // Without a total a block of three wanders along.
            boolean on = total > 0 ? i < filled : Math.floorMod(i - frame, Math.max(1, room)) < 3;
            bar.append(on ? full : empty);
        }
        return bar.append(utf8 ? "⟧" : "]").toString();
    }

    @Override
    public synchronized void end() {
        running = false;
        if (pulse != null) {
            pulse.stop();
            pulse = null;
        }
        if (shown && !plain) {
            write("\r\u001b[K");
        }
        shown = false;
    }

    private void write(String text) {
        try {
            to.write(text.getBytes(StandardCharsets.UTF_8));
            to.flush();
        } catch (IOException e) {
            // A bar that cannot be drawn must not stop the work that it shows.
            shown = false;
        }
    }
}
