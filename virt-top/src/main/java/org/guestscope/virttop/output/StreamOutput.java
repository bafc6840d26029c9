package org.guestscope.virttop.output;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
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

    private static final int ID_WIDTH = 5;

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
        StringBuilder block = new StringBuilder();
        block.append("virt-top time  ").append(CLOCK.format(LocalTime.ofInstant(sample.time(), zone)));
        block.append(" Host ").append(PrintableText.of(sample.hostname()));
        block.append(' ').append(Views.hostSummary(List.of(host))).append(" \n");
        block.append("   ID S ").append(settings.blockInBytes ? "RDBY WRBY" : "RDRQ WRRQ");
        block.append(" RXBY TXBY %CPU %MEM   TIME    NAME\n");
        List<DomainReading> running = new ArrayList<>(host.domains().size());
        for (DomainReading domain : host.domains()) {
            if (domain.active() && Selection.chosen(settings, domain)) {
                running.add(domain);
            }
        }
        running.sort(SortOrder.ID.domains(false));
        for (DomainReading domain : running) {
            line(block, domain);
        }
        // As bytes, and at once: a stream of characters would take each of them through two buffers.
        out.writeBytes(block.toString().getBytes(StandardCharsets.UTF_8));
    }

    private void line(StringBuilder block, DomainReading domain) {
        Io io = domain.io();
        double memory = settings.compat
                ? Math.floor(domain.seconds() <= 0 ? 0 : zero(domain.memoryPercent()))
                : zero(domain.memoryPercent());
        char state = settings.compat && domain.stateLetter() == 'M' ? 'P' : domain.stateLetter();
        String id = Integer.toString(domain.id());
        block.append(" ".repeat(Math.max(0, ID_WIDTH - id.length()))).append(id);
        block.append(' ').append(state);
        block.append(' ').append(figure(settings.blockInBytes ? io.rdBytes() : io.rdReqs(), domain));
        block.append(' ').append(figure(settings.blockInBytes ? io.wrBytes() : io.wrReqs(), domain));
        block.append(' ').append(figure(io.rxBytes(), domain));
        block.append(' ').append(figure(io.txBytes(), domain));
        block.append(' ').append(Cells.percent(zero(domain.cpuPercent())));
        block.append(' ').append(Cells.percent(memory));
        block.append(' ').append(Cells.time(Math.max(0, domain.cpuTime())));
        block.append(' ').append(PrintableText.of(domain.name())).append('\n');
    }

    private String figure(long increase, DomainReading domain) {
        long value = settings.perSecond ? Views.perSecond(increase, domain.seconds()) : increase;
        return Cells.figure(Math.max(0, value));
    }

    private static double zero(double percent) {
        return Double.isNaN(percent) ? 0 : percent;
    }
}
