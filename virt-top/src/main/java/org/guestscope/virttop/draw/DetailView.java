package org.guestscope.virttop.draw;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.guestscope.cli.HumanSize;
import org.guestscope.live.DomainFacts;
import org.guestscope.live.DomainFigure;
import org.guestscope.live.Figures;
import org.guestscope.virttop.model.DeviceReading;
import org.guestscope.virttop.model.DomainReading;
import org.guestscope.virttop.model.VcpuReading;
import org.jspecify.annotations.Nullable;

/** Everything that is known of one domain, as lines; all rates are per second. */
final class DetailView {

    private final boolean bars;

    DetailView(boolean bars) {
        this.bars = bars;
    }

    List<String> lines(DomainReading domain, @Nullable DomainFacts facts, int width) {
        List<String> lines = new ArrayList<>();
        identity(lines, domain, facts);
        lines.add("");
        cpu(lines, domain, width);
        memory(lines, domain);
        vcpus(lines, domain);
        disks(lines, domain);
        interfaces(lines, domain);
        return lines;
    }

    private static void identity(List<String> lines, DomainReading domain, @Nullable DomainFacts facts) {
        String state = domain.stats().domain().state().name().toLowerCase(Locale.ROOT);
        lines.add("Domain    " + Cells.name(domain.name()) + (domain.active() ? "   ID " + domain.id() : "") + "   "
                + state + (domain.stats().silent() ? "   QEMU does not answer" : ""));
        lines.add("UUID      " + domain.stats().domain().uuid() + "   host " + Cells.name(domain.host()));
        if (facts == null) {
            return;
        }
        if (!facts.title().isEmpty()) {
            lines.add("Title     " + Cells.name(facts.title()));
        }
        StringBuilder machine = new StringBuilder("Machine   ");
        machine.append(Cells.name(facts.arch() + " " + facts.machine()).strip());
        machine.append("   agent ")
                .append(
                        switch (facts.agent()) {
                            case NONE -> "no channel";
                            case DISCONNECTED -> "not running";
                            case CONNECTED -> "connected";
                        });
        Duration uptime = facts.uptime();
        machine.append("   uptime ").append(uptime == null ? "not known" : uptime(uptime));
        lines.add(machine.toString());
    }

    static String uptime(Duration uptime) {
        long days = uptime.toDays();
        String clock = String.format(
                Locale.ROOT, "%02d:%02d:%02d", uptime.toHoursPart(), uptime.toMinutesPart(), uptime.toSecondsPart());
        return days > 0 ? days + "d " + clock : clock;
    }

    private void cpu(List<String> lines, DomainReading domain, int width) {
        Figures<DomainFigure> figures = domain.stats().figures();
        StringBuilder line = new StringBuilder("CPU       ");
        line.append(known(domain.cpuPercent(), "% of the host"));
        line.append("   ").append(known(domain.vcpuPercent(), "% of its own"));
        line.append("   TIME ").append(Cells.time(domain.cpuTime()).strip());
        if (figures.has(DomainFigure.CPU_USER)) {
            line.append("   user ")
                    .append(Cells.time(figures.get(DomainFigure.CPU_USER)).strip());
            line.append("   system ")
                    .append(Cells.time(figures.get(DomainFigure.CPU_SYSTEM)).strip());
        }
        lines.add(line.toString());
        float[] values = domain.history().last(Math.max(0, width - 11));
        lines.add("History   " + Cells.sparkline(values, values.length, 100, bars));
    }

    private static void memory(List<String> lines, DomainReading domain) {
        Figures<DomainFigure> figures = domain.stats().figures();
        StringBuilder line = new StringBuilder("Memory    ");
        line.append(kib(domain.memoryKib())).append(" of ").append(kib(figures.get(DomainFigure.BALLOON_MAXIMUM)));
        if (domain.guestUsedKib() >= 0) {
            line.append("   used in guest ").append(kib(domain.guestUsedKib()));
            line.append("   cache ").append(kib(figures.get(DomainFigure.BALLOON_DISK_CACHES)));
        } else {
            line.append("   use in guest not reported");
        }
        line.append("   host ").append(kib(figures.get(DomainFigure.BALLOON_RSS)));
        lines.add(line.toString());
        StringBuilder more = new StringBuilder("          ");
        if (figures.has(DomainFigure.BALLOON_SWAP_IN)) {
            more.append("swapped in ").append(kib(figures.get(DomainFigure.BALLOON_SWAP_IN)));
            more.append(", out ").append(kib(figures.get(DomainFigure.BALLOON_SWAP_OUT)));
            more.append("   major faults ").append(figures.get(DomainFigure.BALLOON_MAJOR_FAULT));
        }
        long update = figures.get(DomainFigure.BALLOON_LAST_UPDATE);
        if (update > 0) {
            long age = Instant.now().getEpochSecond() - update;
            more.append("   as of ").append(age < 0 ? "now" : age + " s ago");
        }
        if (!more.toString().isBlank()) {
            lines.add(more.toString());
        }
    }

    private static void vcpus(List<String> lines, DomainReading domain) {
        if (domain.vcpus().isEmpty()) {
            return;
        }
        lines.add("");
        lines.add("VCPU STATE     %CPU STEAL WAIT");
        for (VcpuReading vcpu : domain.vcpus()) {
            String state = switch (vcpu.state()) {
                case 0 -> "offline";
                case 1 -> "running";
                case 2 -> "blocked";
                default -> "?";
            };
            lines.add(Cells.right(Integer.toString(vcpu.number()), 4) + " " + Cells.left(state, 9) + " "
                    + Cells.percent(vcpu.percent()) + "  " + Cells.percent(vcpu.stealPercent()) + " "
                    + Cells.percent(vcpu.waitPercent()));
        }
    }

    private static void disks(List<String> lines, DomainReading domain) {
        boolean first = true;
        for (DeviceReading disk : domain.disks()) {
            if (first) {
                lines.add("");
                lines.add("DISK       RD/s  WR/s  RDBY WRBY  RDms  WRms  FL/s   USED   SIZE  IMAGE");
                first = false;
            }
            double seconds = domain.seconds();
            DeviceReading.Extra extra = disk.extra();
            lines.add(Cells.left(Cells.name(disk.name()), 9) + "  "
                    + Cells.figure(Views.perSecond(disk.inRequests(), seconds)) + "  "
                    + Cells.figure(Views.perSecond(disk.outRequests(), seconds)) + "  "
                    + Cells.figure(Views.perSecond(disk.inBytes(), seconds)) + " "
                    + Cells.figure(Views.perSecond(disk.outBytes(), seconds)) + " "
                    + millis(disk.readMillis()) + " "
                    + millis(disk.writeMillis()) + "  "
                    + Cells.figure(Views.perSecond(extra.flushes(), seconds)) + "  "
                    + Cells.right(bytes(extra.allocation()), 5) + "  "
                    + Cells.right(bytes(extra.capacity()), 5) + "  "
                    + (disk.path() == null ? "" : Cells.name(disk.path())));
        }
    }

    private static void interfaces(List<String> lines, DomainReading domain) {
        boolean first = true;
        for (DeviceReading nic : domain.interfaces()) {
            if (first) {
                lines.add("");
                lines.add("INTERFACE  RXBY  TXBY  RXPK TXPK  RXDROP TXDROP RXERR TXERR");
                first = false;
            }
            double seconds = domain.seconds();
            DeviceReading.Extra extra = nic.extra();
            lines.add(Cells.left(Cells.name(nic.name()), 9) + "  "
                    + Cells.figure(Views.perSecond(nic.inBytes(), seconds)) + "  "
                    + Cells.figure(Views.perSecond(nic.outBytes(), seconds)) + "  "
                    + Cells.figure(Views.perSecond(nic.inRequests(), seconds)) + " "
                    + Cells.figure(Views.perSecond(nic.outRequests(), seconds)) + "    "
                    + Cells.figure(Views.perSecond(extra.inDrops(), seconds)) + "   "
                    + Cells.figure(Views.perSecond(extra.outDrops(), seconds)) + "  "
                    + Cells.figure(Views.perSecond(extra.inErrors(), seconds)) + "  "
                    + Cells.figure(Views.perSecond(extra.outErrors(), seconds)));
        }
    }

    private static String known(double percent, String unit) {
        return (Double.isNaN(percent) ? "-" : Views.oneDecimal(percent)) + unit;
    }

    private static String kib(long kib) {
        return kib < 0 ? "-" : HumanSize.of(kib, 1024);
    }

    private static String bytes(long bytes) {
        return bytes < 0 ? "-" : HumanSize.of(bytes, 1);
    }

    private static String millis(double value) {
        return Cells.right(Double.isNaN(value) ? "" : Views.oneDecimal(Math.min(value, 9999)), 5);
    }
}
