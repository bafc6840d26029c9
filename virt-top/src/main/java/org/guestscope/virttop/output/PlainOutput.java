package org.guestscope.virttop.output;

import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import org.guestscope.cli.PrintableText;
import org.guestscope.virttop.draw.CpuHistory;
import org.guestscope.virttop.draw.Row;
import org.guestscope.virttop.draw.Views;
import org.guestscope.virttop.model.HostReading;
import org.guestscope.virttop.model.Totals;
import org.guestscope.virttop.settings.Settings;

/**
 * The screen without a terminal: the same lines, all of them, one screen after the other, and no escape codes. This is
 * what a pipe or a file gets.
 */
public final class PlainOutput implements Output {

    /** Names are not cut, and histories have no place in a list that is read line by line. */
    private static final int WIDTH = 99;

    private final Views views;
    private final PrintStream out;
    private final CpuHistory history;
    private boolean first = true;

    /** Screens go to {@code out}. */
    public PlainOutput(Settings settings, Views views, PrintStream out) {
        this.views = views;
        this.out = out;
        this.history = new CpuHistory(settings.histCpu);
    }

    @Override
    public void accept(List<HostReading> hosts) {
        if (!first) {
            out.println();
        }
        first = false;
        Totals totals = Totals.of(hosts);
        history.accept(
                hosts.stream().anyMatch(h -> h.seconds() > 0) ? totals.cpuPercent() : Double.NaN, System.nanoTime());
        out.println(views.firstLine(hosts, Instant.now(), history.values()));
        out.println(Views.countLine(totals));
        out.println(Views.usageLine(totals));
        for (HostReading host : hosts) {
            if (host.trouble() != null) {
                out.println(PrintableText.of(host.label() + ": " + host.trouble()));
            }
        }
        out.println();
        out.println(views.heading(hosts, WIDTH));
        for (Row row : views.rows(hosts, WIDTH)) {
            out.println(row.text());
        }
        out.flush();
    }
}
