package org.guestscope.virttop.output;

import java.io.PrintStream;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.guestscope.cli.PrintableText;
import org.guestscope.live.HostSample;
import org.guestscope.virttop.draw.Cells;
import org.guestscope.virttop.draw.Views;
import org.guestscope.virttop.model.DomainReading;
import org.guestscope.virttop.model.HostReading;
import org.guestscope.virttop.model.Io;
import org.guestscope.virttop.model.SortOrder;
import org.guestscope.virttop.settings.Selection;
import org.guestscope.virttop.settings.Settings;

/** {@code --stream}: a block of text for each host and sample; running domains by ID; unknown figures are 0. */
public final class StreamOutput implements Output {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final Settings settings;
    private final PrintStream out;
    private final ZoneId zone;

    /** Blocks go to {@code out}. */
    public StreamOutput(Settings settings, PrintStream out, ZoneId zone) {
        this.settings = settings;
        this.out = out;
        this.zone = zone;
    }

    @Override
    public void accept(List<HostReading> hosts) {
        for (HostReading host : hosts) {
            HostSample sample = host.sample();
            if (sample != null && host.trouble() == null) {
                block(host, sample);
            }
        }
        out.flush();
    }

    private void block(HostReading host, HostSample sample) {
        out.println("virt-top time  " + CLOCK.format(LocalTime.ofInstant(sample.time(), zone)) + " Host "
                + PrintableText.of(sample.hostname()) + " " + Views.hostSummary(List.of(host)) + " ");
        out.println("   ID S " + (settings.blockInBytes ? "RDBY WRBY" : "RDRQ WRRQ")
                + " RXBY TXBY %CPU %MEM   TIME    NAME");
        host.domains().stream()
                .filter(DomainReading::active)
                .filter(d -> Selection.chosen(settings, d))
                .sorted(SortOrder.ID.domains(false))
                .forEach(domain -> out.println(line(domain)));
    }

    private String line(DomainReading domain) {
        Io io = domain.io();
        double memory = settings.compat ? Math.floor(zero(domain.memoryPercent())) : zero(domain.memoryPercent());
        char state = settings.compat && domain.stateLetter() == 'M' ? 'P' : domain.stateLetter();
        return right(domain.id(), 5) + " " + state
                + " " + figure(settings.blockInBytes ? io.rdBytes() : io.rdReqs(), domain)
                + " " + figure(settings.blockInBytes ? io.wrBytes() : io.wrReqs(), domain)
                + " " + figure(io.rxBytes(), domain)
                + " " + figure(io.txBytes(), domain)
                + " " + Cells.percent(zero(domain.cpuPercent()))
                + " " + Cells.percent(settings.compat && domain.seconds() <= 0 ? 0 : memory)
                + " " + Cells.time(Math.max(0, domain.cpuTime()))
                + " " + PrintableText.of(domain.name());
    }

    private static String right(int number, int width) {
        String text = Integer.toString(number);
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }

    private String figure(long increase, DomainReading domain) {
        long value = settings.perSecond ? Views.perSecond(increase, domain.seconds()) : increase;
        return Cells.figure(Math.max(0, value));
    }

    private static double zero(double percent) {
        return Double.isNaN(percent) ? 0 : percent;
    }
}
