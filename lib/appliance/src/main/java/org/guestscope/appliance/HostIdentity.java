package org.guestscope.appliance;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The host's kernel and processor, as far as a virtual machine's state depends on them. */
final class HostIdentity {

    private static final Path RELEASE = Path.of("/proc/sys/kernel/osrelease");
    private static final Path CPUS = Path.of("/proc/cpuinfo");

    private HostIdentity() {}

    static String kernel() {
        try {
            return Files.readString(RELEASE).trim();
        } catch (IOException e) {
            return "unknown kernel";
        }
    }

    /** The first processor's model and microcode; the others are taken to be like it. */
    static String cpu() {
        StringBuilder found = new StringBuilder();
        try (BufferedReader lines = Files.newBufferedReader(CPUS)) {
            for (String line = lines.readLine(); line != null && !line.isEmpty(); line = lines.readLine()) {
                if (line.startsWith("model name") || line.startsWith("microcode")) {
                    found.append(line.substring(line.indexOf(':') + 1).trim()).append(' ');
                }
            }
        } catch (IOException e) {
            return "unknown processor";
        }
        return found.toString().trim();
    }
}
