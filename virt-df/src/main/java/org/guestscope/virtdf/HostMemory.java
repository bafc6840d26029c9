package org.guestscope.virtdf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much memory the host can spare, from {@code /proc/meminfo} (proc(5)). */
final class HostMemory {

    private static final Path MEMINFO = Path.of("/proc/meminfo");
    private static final String AVAILABLE = "MemAvailable:";

    private HostMemory() {}

    /** Memory that can be had without swapping, in KiB; 0 when the kernel does not tell. */
    static long availableKib() {
        try {
            for (String line : Files.readAllLines(MEMINFO)) {
                if (line.startsWith(AVAILABLE)) {
                    String amount = line.substring(AVAILABLE.length()).strip();
                    return Long.parseLong(amount.substring(0, amount.indexOf(' ')));
                }
            }
        } catch (IOException | RuntimeException e) {
            return 0;
        }
        return 0;
    }
}
