package org.guestscope.virttop.draw;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.guestscope.live.HostSample;
import org.guestscope.live.Node;
import org.guestscope.virttop.model.CpuReading;
import org.guestscope.virttop.model.DeviceReading;
import org.guestscope.virttop.model.DomainReading;
import org.guestscope.virttop.model.History;
import org.guestscope.virttop.model.HostReading;
import org.guestscope.virttop.model.Io;
import org.guestscope.virttop.model.Totals;
import org.guestscope.virttop.model.View;
import org.guestscope.virttop.settings.Selection;
import org.guestscope.virttop.settings.Settings;
import org.jspecify.annotations.Nullable;

/**
 * Lays readings out as lines of text. The first 80 columns of the first three lines and of every list are the peer's;
 * what is more stands to their right, or in columns only several hosts need.
 */
public final class Views {

    /** The name column of the device lists. */
    private static final int DOMAIN_WIDTH = 12;

    private static final int HOST_WIDTH = 12;

    /** Where the name begins in the list of domains. */
    private static final int NAME_COLUMN = 48;

    /** Columns the list of domains has before histories have room beside it, and the least that is worth drawing. */
    private static final int LIST_WIDTH = 80;

    private static final int MIN_HISTORY = 20;

    private static final double WARM_PERCENT = 50;
    private static final double HOT_PERCENT = 90;

    private final Settings settings;
    private final ZoneId zone;
    private final boolean bars;

    /** The list of physical CPUs begins with this domain; those before it have been moved out to the left. */
    private int firstCpuColumn;

    /**
     * A layout.
     *
     * @param zone of the clock in the first line
     * @param bars whether histories may be drawn with block characters
     */
    public Views(Settings settings, ZoneId zone, boolean bars) {
        this.settings = settings;
        this.zone = zone;
        this.bars = bars;
    }

    /** The clock, the host and the history of %CPU; {@code history} newest first. */
    public String firstLine(List<HostReading> hosts, Instant now, List<Double> history) {
        StringBuilder line = new StringBuilder("virt-top ");
        line.append(LocalTime.ofInstant(now, zone).withNano(0).format(DateTimeFormatter.ISO_LOCAL_TIME));
        if (!hosts.isEmpty()) {
            line.append(" - ").append(hostSummary(hosts)).append(' ');
        }
        for (double percent : history) {
            line.append(oneDecimal(percent)).append("% ");
        }
        return line.toString().stripTrailing();
    }

    /** {@code x86_64 8/8CPU 1600MHz 7758MB} of one host; the sums of several. */
    public static String hostSummary(List<HostReading> hosts) {
        List<Node> nodes = new ArrayList<>();
        for (HostReading host : hosts) {
            HostSample sample = host.sample();
            if (sample != null) {
                nodes.add(sample.node());
            }
        }
        int cpus = 0;
        int max = 0;
        long memory = 0;
        for (Node node : nodes) {
            cpus += node.cpus();
            max += node.maxCpus();
            memory += node.memoryKib();
        }
        String first = hosts.size() == 1
                ? (nodes.isEmpty() ? "?" : Cells.name(nodes.get(0).model()))
                : nodes.size() + "/" + hosts.size() + " hosts";
        String mhz = nodes.size() == 1 && hosts.size() == 1 ? nodes.get(0).mhz() + "MHz " : "";
        return first + " " + cpus + "/" + max + "CPU " + mhz + memory / 1024 + "MB";
    }

    /** How many domains there are, by state. */
    public static String countLine(Totals totals) {
        return totals.count() + " domains, " + totals.active() + " active, " + totals.running() + " running, "
                + totals.sleeping() + " sleeping, " + totals.paused() + " paused, " + totals.inactive()
                + " inactive D:" + totals.shutdown() + " O:" + totals.shutoff() + " X:" + totals.crashed();
    }

    /** What they use together. */
    public static String usageLine(Totals totals) {
        return "CPU: " + oneDecimal(totals.cpuPercent()) + "%  Mem: " + totals.memoryKib() / 1024 + " MB ("
                + totals.guestMemoryKib() / 1024 + " MB by guests)";
    }

    /** A percentage with one decimal and no width. */
    public static String oneDecimal(double percent) {
        return String.format(Locale.ROOT, "%.1f", percent);
    }

    /** What is wrong with a host, or null. */
    static @Nullable String trouble(List<HostReading> hosts) {
        for (HostReading host : hosts) {
            if (host.trouble() != null) {
                return Cells.name(host.label() + ": " + host.trouble());
            }
        }
        return null;
    }

    /** The line above the list. */
    public String heading(List<HostReading> hosts, int width) {
        String text = switch (settings.view) {
            case DOMAINS -> {
                String io = settings.blockInBytes ? "RDBY WRBY" : "RDRQ WRRQ";
                String domains = "   ID S " + io + " RXBY TXBY %CPU %MEM   TIME    "
                        + (hosts.size() > 1 ? Cells.left("HOST", HOST_WIDTH) + " " : "") + "NAME";
                int history = historyWidth(width);
                yield history == 0
                        ? domains
                        : Cells.left(domains, width - history) + Cells.right("%CPU HISTORY", history);
            }
            case PCPU -> cpuHeading(hosts);
            case INTERFACES -> "   ID S RXBY TXBY RXPK TXPK " + deviceNames(hosts, "INTERFACE");
            case BLOCK -> "   ID S RDBY WRBY RDRQ WRRQ " + deviceNames(hosts, "DEVICE");
        };
        return Cells.cut(text, width);
    }

    private static String deviceNames(List<HostReading> hosts, String device) {
        return (hosts.size() > 1 ? Cells.left("HOST", HOST_WIDTH) + " " : "")
                + Cells.left("DOMAIN", DOMAIN_WIDTH)
                + " "
                + device;
    }

    /** Where in {@link #heading} the column stands that the list is ordered by: begin and end; null when none is. */
    int @Nullable [] sortedColumn(String heading) {
        String title = switch (settings.sort) {
            case ID -> "ID";
            case NAME ->
                switch (settings.view) {
                    case INTERFACES -> "INTERFACE";
                    case BLOCK -> "DEVICE";
                    case DOMAINS, PCPU -> "NAME";
                };
            case CPU -> "%CPU";
            case MEMORY -> "%MEM";
            case TIME -> "TIME";
            case NET_RX -> "RXBY";
            case NET_TX -> "TXBY";
            case BLOCK_READ -> settings.blockInBytes && settings.view == View.DOMAINS ? "RDBY" : "RDRQ";
            case BLOCK_WRITE -> settings.blockInBytes && settings.view == View.DOMAINS ? "WRBY" : "WRRQ";
        };
        int at = settings.view == View.PCPU ? -1 : heading.indexOf(title);
        return at < 0 ? null : new int[] {at, at + title.length()};
    }

    /** The list of the current view, in its order, without what the filter leaves out. */
    public List<Row> rows(List<HostReading> hosts, int width) {
        return switch (settings.view) {
            case DOMAINS -> domainRows(hosts, width);
            case PCPU -> cpuRows(hosts);
            case INTERFACES, BLOCK -> deviceRows(hosts);
        };
    }

    private List<Row> domainRows(List<HostReading> hosts, int width) {
        List<DomainReading> domains = new ArrayList<>();
        for (HostReading host : hosts) {
            for (DomainReading domain : host.domains()) {
                if (Selection.chosen(settings, domain)) {
                    domains.add(domain);
                }
            }
        }
        domains.sort(settings.sort.domains(settings.reversed));
        List<Row> rows = new ArrayList<>(domains.size());
        boolean withHost = hosts.size() > 1;
        for (DomainReading domain : domains) {
            rows.add(new Row(() -> domainRow(domain, withHost, width), domain.key(), domain.key(), tone(domain)));
        }
        return rows;
    }

    private String domainRow(DomainReading domain, boolean withHost, int width) {
        String text = domainLine(domain, withHost);
        int history = historyWidth(width);
        return history == 0 || !domain.active()
                ? text
                : Cells.left(text, width - history - 1)
                        + " "
                        + Cells.sparkline(domain.history().last(history), history, 100, bars);
    }

    /** What a list of that width has room for; 0 for none. */
    private static int historyWidth(int width) {
        int room = Math.min(width - LIST_WIDTH, History.LENGTH);
        return room < MIN_HISTORY ? 0 : room;
    }

    private String domainLine(DomainReading domain, boolean withHost) {
        StringBuilder line = new StringBuilder(80);
        if (!domain.active()) {
            line.append("    -").append(" ".repeat(NAME_COLUMN - 5));
        } else {
            Io io = domain.io();
            double seconds = domain.seconds();
            line.append(Cells.right(Integer.toString(domain.id()), 5)).append(' ');
            line.append(stateLetter(domain)).append(' ');
            line.append(figure(settings.blockInBytes ? io.rdBytes() : io.rdReqs(), seconds))
                    .append(' ');
            line.append(figure(settings.blockInBytes ? io.wrBytes() : io.wrReqs(), seconds))
                    .append(' ');
            line.append(figure(io.rxBytes(), seconds)).append(' ');
            line.append(figure(io.txBytes(), seconds)).append(' ');
            line.append(Cells.percent(cpuPercent(domain))).append(' ');
            line.append(Cells.percent(memoryPercent(domain))).append(' ');
            line.append(Cells.time(domain.cpuTime())).append(' ');
        }
        if (withHost) {
            line.append(Cells.left(Cells.name(domain.host()), HOST_WIDTH)).append(' ');
        }
        String name = Cells.name(domain.name());
        line.append(domain.active() ? name : "(" + name + ")");
        return line.toString();
    }

    private char stateLetter(DomainReading domain) {
        char letter = domain.stateLetter();
        return settings.compat && letter == 'M' ? 'P' : letter;
    }

    /** 0 while it is unknown, as in the first sample; blank for a domain whose QEMU does not answer. */
    private static double cpuPercent(DomainReading domain) {
        return Double.isNaN(domain.cpuPercent()) && !domain.stats().silent() ? 0 : domain.cpuPercent();
    }

    private double memoryPercent(DomainReading domain) {
        if (!settings.compat) {
            return domain.memoryPercent();
        }
        return domain.seconds() <= 0 || Double.isNaN(domain.memoryPercent()) ? 0 : Math.floor(domain.memoryPercent());
    }

    private String figure(long increase, double seconds) {
        return Cells.figure(settings.perSecond ? perSecond(increase, seconds) : increase);
    }

    /** An increase as a rate; unknown stays unknown. */
    public static long perSecond(long increase, double seconds) {
        return increase < 0 || seconds <= 0 ? Io.UNKNOWN : Math.round(increase / seconds);
    }

    private static Row.Tone tone(DomainReading domain) {
        if (!domain.active()) {
            return Row.Tone.FAINT;
        }
        if (domain.stats().silent() || domain.stateLetter() == 'X') {
            return Row.Tone.BAD;
        }
        double load = Math.max(known(domain.cpuPercent()), known(domain.vcpuPercent()));
        if (load >= HOT_PERCENT) {
            return Row.Tone.HOT;
        }
        return load >= WARM_PERCENT ? Row.Tone.WARM : Row.Tone.NORMAL;
    }

    private static double known(double value) {
        return Double.isNaN(value) ? 0 : value;
    }

    private List<Row> deviceRows(List<HostReading> hosts) {
        List<DeviceReading> devices = new ArrayList<>();
        for (HostReading host : hosts) {
            for (DomainReading domain : host.domains()) {
                if (Selection.chosen(settings, domain)) {
                    devices.addAll(settings.view == View.BLOCK ? domain.disks() : domain.interfaces());
                }
            }
        }
        devices.sort(settings.sort.devices(settings.view, settings.reversed));
        List<Row> rows = new ArrayList<>(devices.size());
        boolean withHost = hosts.size() > 1;
        for (DeviceReading device : devices) {
            String domain = device.domain().key();
            rows.add(
                    new Row(() -> deviceLine(device, withHost), domain + '/' + device.name(), domain, Row.Tone.NORMAL));
        }
        return rows;
    }

    private String deviceLine(DeviceReading device, boolean withHost) {
        DomainReading domain = device.domain();
        double seconds = domain.seconds();
        StringBuilder line = new StringBuilder(80);
        line.append(Cells.right(Integer.toString(domain.id()), 5)).append(' ');
        line.append(stateLetter(domain)).append(' ');
        line.append(figure(device.inBytes(), seconds)).append(' ');
        line.append(figure(device.outBytes(), seconds)).append(' ');
        line.append(figure(device.inRequests(), seconds)).append(' ');
        line.append(figure(device.outRequests(), seconds)).append(' ');
        if (withHost) {
            line.append(Cells.left(Cells.name(domain.host()), HOST_WIDTH)).append(' ');
        }
        line.append(Cells.left(Cells.name(domain.name()), DOMAIN_WIDTH)).append(' ');
        return line.append(Cells.name(device.name())).toString();
    }

    private List<DomainReading> cpuColumns(List<HostReading> hosts) {
        List<DomainReading> columns = new ArrayList<>();
        for (HostReading host : hosts) {
            for (DomainReading domain : host.domains()) {
                // A domain is shown from its second sample on: before it there is nothing to show of it.
                if (domain.active() && domain.seconds() > 0 && Selection.chosen(settings, domain)) {
                    columns.add(domain);
                }
            }
        }
        columns.sort(
                settings.compat
                        ? Comparator.comparingInt(DomainReading::id)
                        : settings.sort.domains(settings.reversed));
        firstCpuColumn = Math.max(0, Math.min(firstCpuColumn, columns.size() - 1));
        return columns.subList(firstCpuColumn, columns.size());
    }

    /** Moves the columns of the physical CPUs' list by that many domains. */
    void moveCpuColumns(int by) {
        firstCpuColumn = Math.max(0, firstCpuColumn + by);
    }

    private String cpuHeading(List<HostReading> hosts) {
        StringBuilder line = new StringBuilder(hosts.size() > 1 ? Cells.left("HOST", HOST_WIDTH) + " " : "");
        line.append("PHYCPU %CPU");
        for (DomainReading domain : cpuColumns(hosts)) {
            line.append(' ').append(cpuCell(Cells.name(domain.name()), domain));
        }
        return line.toString();
    }

    private static String cpuCell(String text, DomainReading domain) {
        return Cells.left(text, Math.max(DOMAIN_WIDTH, domain.name().length()));
    }

    private List<Row> cpuRows(List<HostReading> hosts) {
        List<DomainReading> columns = cpuColumns(hosts);
        List<Row> rows = new ArrayList<>();
        for (HostReading host : hosts) {
            for (CpuReading cpu : host.cpus()) {
                StringBuilder line = new StringBuilder();
                if (hosts.size() > 1) {
                    line.append(Cells.left(Cells.name(host.label()), HOST_WIDTH))
                            .append(' ');
                }
                line.append(Cells.right(Integer.toString(cpu.number()), 4)).append("   ");
                line.append(Cells.percent(cpu.percent()));
                for (DomainReading domain : columns) {
                    CpuReading.Share share = cpu.shares().get(domain.key());
                    String cell = share == null ? "" : nonZero(share.total()) + " " + nonZero(share.guest());
                    line.append(' ').append(cpuCell(cell, domain));
                }
                double load = Math.max(cpu.percent(), known(cpu.hostPercent()));
                String text = line.toString().stripTrailing();
                rows.add(new Row(
                        () -> text,
                        host.label() + "/cpu" + cpu.number(),
                        null,
                        load >= HOT_PERCENT ? Row.Tone.HOT : load >= WARM_PERCENT ? Row.Tone.WARM : Row.Tone.NORMAL));
            }
        }
        return rows;
    }

    /** Nothing is shown for nothing, so that the busy places stand out. */
    private static String nonZero(double percent) {
        return percent < 0.05 ? "    " : Cells.percent(percent);
    }

    /** The hosts' own load and memory, as far as {@code width} has room for. */
    String hostLine(List<HostReading> hosts, List<Float> loads, int width) {
        StringBuilder line = new StringBuilder();
        double sum = 0;
        int known = 0;
        long free = 0;
        for (HostReading host : hosts) {
            if (!Double.isNaN(host.cpuPercent())) {
                sum += host.cpuPercent();
                known++;
            }
            HostSample sample = host.sample();
            if (sample != null && sample.node().memory().free() >= 0) {
                free += sample.node().memory().free()
                        + Math.max(0, sample.node().memory().cached());
            }
        }
        if (known > 0) {
            line.append("host ").append(oneDecimal(sum / known)).append("% busy");
        }
        if (free > 0) {
            line.append(line.isEmpty() ? "host " : ", ").append(free / 1024).append(" MB free");
        }
        int room = Math.min(width - line.length() - 1, loads.size());
        if (known > 0 && room > 3) {
            float[] values = new float[room];
            for (int i = 0; i < room; i++) {
                values[i] = loads.get(loads.size() - room + i);
            }
            line.append(' ').append(Cells.sparkline(values, room, 100, bars));
        }
        return Cells.cut(line.toString(), width);
    }
}
