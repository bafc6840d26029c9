package org.guestscope.virtdf;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.guestscope.cli.OpenMetrics;
import org.guestscope.disk.fs.StatVfs;

/**
 * OpenMetrics text, whose families need all guests before the first line. docs/virt-df.md lists the names.
 *
 * <p>Two samples with the same labels make a collector drop the whole text. Images of the same name, and subvolumes whose
 * names differ in bytes that are no text, get a number.
 */
final class MetricsReport implements Report {

    private final PrintStream out;
    private final List<Labelled> rows = new ArrayList<>();
    private final Map<String, Integer> problems = new LinkedHashMap<>();

    MetricsReport(PrintStream out) {
        this.out = out;
    }

    @Override
    public void begin() {}

    private record Labelled(Map<String, String> labels, StatVfs stat) {}

    @Override
    public void guest(GuestReport guest) {
        String domain = numbered(guest.guest(), problems.keySet());
        problems.put(domain, guest.omissions().size() + guest.failures().size());
        Set<String> devices = new HashSet<>();
        for (FilesystemUsage row : guest.rows()) {
            String device = numbered(row.device(), devices);
            devices.add(device);
            Map<String, String> labels = new LinkedHashMap<>();
            labels.put("domain", domain);
            labels.put("uuid", row.guestUuid() == null ? "" : row.guestUuid());
            labels.put("device", device);
            labels.put("fstype", row.type() == null ? "" : row.type());
            labels.put("label", row.label() == null ? "" : row.label());
            labels.put("source", row.source().word());
            rows.add(new Labelled(labels, row.stat()));
        }
    }

    /** {@code name}, with a number behind it when it is taken. */
    private static String numbered(String name, Set<String> taken) {
        String free = name;
        for (int number = 2; taken.contains(free); number++) {
            free = name + "#" + number;
        }
        return free;
    }

    @Override
    public void end() {
        OpenMetrics metrics = new OpenMetrics();
        bytes(metrics, "size", "Size of the filesystem.", StatVfs::blocks);
        bytes(metrics, "free", "Space that is not in use.", StatVfs::free);
        bytes(metrics, "avail", "Space that ordinary users can have.", StatVfs::available);
        metrics.gauge("guest_filesystem_files", "", "Inodes of the filesystem.", samples(StatVfs::files));
        metrics.gauge("guest_filesystem_files_free", "", "Inodes that are not in use.", samples(StatVfs::filesFree));
        List<OpenMetrics.Sample> counts = new ArrayList<>();
        problems.forEach((guest, count) -> counts.add(new OpenMetrics.Sample(Map.of("domain", guest), count)));
        metrics.gauge("guest_filesystem_problems", "", "Filesystems of the guest without figures.", counts);
        out.print(metrics.end());
        out.flush();
    }

    private void bytes(OpenMetrics metrics, String what, String help, ToDoubleFunction<StatVfs> blocks) {
        metrics.gauge(
                "guest_filesystem_" + what + "_bytes",
                "bytes",
                help,
                samples(stat -> blocks.applyAsDouble(stat) * stat.blockSize()));
    }

    private List<OpenMetrics.Sample> samples(ToDoubleFunction<StatVfs> figure) {
        List<OpenMetrics.Sample> samples = new ArrayList<>();
        for (Labelled row : rows) {
            samples.add(new OpenMetrics.Sample(row.labels(), figure.applyAsDouble(row.stat())));
        }
        return samples;
    }
}
