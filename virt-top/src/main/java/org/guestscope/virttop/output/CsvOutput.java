package org.guestscope.virttop.output;

import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.guestscope.cli.Csv;
import org.guestscope.live.HostSample;
import org.guestscope.virttop.model.DomainReading;
import org.guestscope.virttop.model.HostReading;
import org.guestscope.virttop.model.Io;
import org.guestscope.virttop.model.SortOrder;
import org.guestscope.virttop.model.Totals;
import org.guestscope.virttop.settings.Selection;
import org.guestscope.virttop.settings.Settings;

/**
 * {@code --csv}: a heading, then a row for each host and sample, which goes on with as many groups of columns as domains
 * run; with {@code --csv-long} a row for each domain. Each sample is flushed.
 */
public final class CsvOutput implements Output {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

    private static final List<String> HOST_HEADING = List.of(
            "Hostname",
            "Time",
            "Arch",
            "Physical CPUs",
            "Count",
            "Running",
            "Blocked",
            "Paused",
            "Shutdown",
            "Shutoff",
            "Crashed",
            "Active",
            "Inactive",
            "%CPU",
            "Total hardware memory (KB)",
            "Total memory (KB)",
            "Total guest memory (KB)",
            "Total CPU time (ns)");

    private final Settings settings;
    private final Writer out;
    private final ZoneId zone;

    /** Rows go to {@code out}, the heading at once. */
    public CsvOutput(Settings settings, Writer out, ZoneId zone) throws IOException {
        this.settings = settings;
        this.out = out;
        this.zone = zone;
        List<String> heading = new ArrayList<>();
        if (settings.csvLong) {
            heading.addAll(List.of("Hostname", "Time", "Interval (s)", "State", "UUID"));
        } else {
            heading.addAll(HOST_HEADING);
        }
        heading.addAll(List.of("Domain ID", "Domain name"));
        if (settings.csvColumns.cpu) {
            heading.addAll(List.of("CPU (ns)", "%CPU"));
        }
        if (settings.csvColumns.memory) {
            heading.addAll(List.of("Mem (bytes)", "%Mem"));
        }
        if (settings.csvColumns.block) {
            heading.addAll(
                    settings.blockInBytes ? List.of("Block RDBY", "Block WRBY") : List.of("Block RDRQ", "Block WRRQ"));
        }
        if (settings.csvColumns.net) {
            heading.addAll(List.of("Net RXBY", "Net TXBY"));
        }
        row(heading);
        out.flush();
    }

    @Override
    public void accept(List<HostReading> hosts) throws IOException {
        for (HostReading host : hosts) {
            HostSample sample = host.sample();
            if (sample == null || host.trouble() != null) {
                continue;
            }
            List<DomainReading> running = host.domains().stream()
                    .filter(DomainReading::active)
                    .filter(d -> Selection.chosen(settings, d))
                    .sorted(SortOrder.ID.domains(false))
                    .toList();
            if (settings.csvLong) {
                for (DomainReading domain : running) {
                    List<String> cells = longCells(sample, domain);
                    cells.addAll(domainCells(domain));
                    row(cells);
                }
            } else {
                List<String> cells = hostCells(host, sample);
                for (DomainReading domain : running) {
                    cells.addAll(domainCells(domain));
                }
                row(cells);
            }
        }
        out.flush();
    }

    private List<String> hostCells(HostReading host, HostSample sample) {
        Totals totals = Totals.of(List.of(host));
        List<String> cells = new ArrayList<>();
        cells.add(sample.hostname());
        cells.add(CLOCK.format(LocalTime.ofInstant(sample.time(), zone)));
        cells.add(sample.node().model());
        for (int count : new int[] {
            sample.node().maxCpus(),
            totals.count(),
            totals.running(),
            totals.sleeping(),
            totals.paused(),
            totals.shutdown(),
            totals.shutoff(),
            totals.crashed(),
            totals.active(),
            totals.inactive()
        }) {
            cells.add(Integer.toString(count));
        }
        cells.add(String.format(Locale.ROOT, "%.1f", totals.cpuPercent()));
        cells.add(Long.toString(totals.hostMemoryKib()));
        cells.add(Long.toString(totals.memoryKib()));
        cells.add(Long.toString(totals.guestMemoryKib()));
        cells.add(Long.toString(totals.cpuNanos()));
        return cells;
    }

    private List<String> longCells(HostSample sample, DomainReading domain) {
        List<String> cells = new ArrayList<>();
        cells.add(sample.hostname());
        cells.add(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(OffsetDateTime.ofInstant(sample.time(), zone)));
        cells.add(number(domain.seconds()));
        cells.add(String.valueOf(domain.stateLetter()));
        cells.add(domain.stats().domain().uuid());
        return cells;
    }

    private List<String> domainCells(DomainReading domain) {
        List<String> cells = new ArrayList<>();
        cells.add(Integer.toString(domain.id()));
        cells.add(domain.name());
        if (settings.csvColumns.cpu) {
            cells.add(domain.cpuNanos() < 0 ? unknown("0.") : number(domain.cpuNanos()));
            cells.add(Double.isNaN(domain.cpuPercent()) ? unknown("0.") : number(domain.cpuPercent()));
        }
        if (settings.csvColumns.memory) {
            cells.add(memory(domain));
            cells.add(memoryPercent(domain));
        }
        Io io = domain.io();
        if (settings.csvColumns.block) {
            cells.add(count(settings.blockInBytes ? io.rdBytes() : io.rdReqs()));
            cells.add(count(settings.blockInBytes ? io.wrBytes() : io.wrReqs()));
        }
        if (settings.csvColumns.net) {
            cells.add(count(io.rxBytes()));
            cells.add(count(io.txBytes()));
        }
        return cells;
    }

    private String memory(DomainReading domain) {
        long kib = domain.memoryKib();
        if (kib < 0 || settings.compat && domain.seconds() <= 0) {
            return unknown("0");
        }
        return Long.toString(settings.compat ? kib : kib * 1024);
    }

    private String memoryPercent(DomainReading domain) {
        double percent = domain.memoryPercent();
        if (Double.isNaN(percent) || settings.compat && domain.seconds() <= 0) {
            return unknown("0");
        }
        return settings.compat ? Long.toString((long) percent) : number(percent);
    }

    /** An empty cell, where the peer has a zero. */
    private String unknown(String zero) {
        return settings.compat ? zero : "";
    }

    private static String count(long increase) {
        return increase < 0 ? "" : Long.toString(increase);
    }

    /** At most 12 digits; the peer ends whole numbers with a point. */
    private String number(double value) {
        String text =
                new BigDecimal(value, new MathContext(12)).stripTrailingZeros().toPlainString();
        return settings.compat && text.indexOf('.') < 0 ? text + "." : text;
    }

    private void row(List<String> cells) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            if (i > 0) {
                line.append(',');
            }
            Csv.fieldWithBlanks(line, cells.get(i));
        }
        out.append(line).append('\n');
    }
}
