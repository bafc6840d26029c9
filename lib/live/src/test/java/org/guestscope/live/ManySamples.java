package org.guestscope.live;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/** Prints this process's anonymous memory in KiB after 3,000 samples and after 10,000 more, for {@link HostMonitorIT}. */
final class ManySamples {

    private ManySamples() {}

    public static void main(String[] args) throws Exception {
        try (HostMonitor monitor = new HostMonitor(args[0], Duration.ofSeconds(60), () -> {})) {
            sample(monitor, 3_000);
            System.out.println(residentKib());
            sample(monitor, 10_000);
            System.out.println(residentKib());
        }
    }

    private static void sample(HostMonitor monitor, int times) throws LiveException {
        Set<Wanted> details = EnumSet.of(Wanted.DETAILS);
        Set<Wanted> nothingMore = EnumSet.noneOf(Wanted.class);
        for (int i = 0; i < times; i++) {
            monitor.sample(i % 100 == 0 ? details : nothingMore);
        }
    }

    private static long residentKib() throws Exception {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("RssAnon:")) {
                return Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        throw new IllegalStateException("no RssAnon in /proc/self/status");
    }
}
