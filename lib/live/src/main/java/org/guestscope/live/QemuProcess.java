package org.guestscope.live;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Finds the process of a domain of this host by the UUID on its command line, which every libvirt puts there. */
final class QemuProcess {

    /** {@code sysconf(_SC_CLK_TCK)}, which user space sees as this on every Linux. */
    private static final long TICKS_A_SECOND = 100;

    /** {@code starttime} in {@code /proc/PID/stat}, counted behind the command's closing parenthesis. */
    private static final int START_TIME = 19;

    private QemuProcess() {}

    /** How long the domain's process has run; null when there is none to be seen. */
    static @Nullable Duration uptime(Path proc, String uuid) {
        byte[] wanted = ("\0-uuid\0" + uuid + "\0").getBytes(StandardCharsets.US_ASCII);
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path process : processes) {
                if (contains(read(process.resolve("cmdline")), wanted)) {
                    return age(proc, process);
                }
            }
        } catch (IOException e) {
            return null; // no /proc to look at
        }
        return null;
    }

    private static @Nullable Duration age(Path proc, Path process) {
        String stat = new String(read(process.resolve("stat")), StandardCharsets.ISO_8859_1);
        String uptime = new String(read(proc.resolve("uptime")), StandardCharsets.US_ASCII);
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
        if (fields.length <= START_TIME || uptime.isBlank()) {
            return null; // it ended meanwhile
        }
        double now = Double.parseDouble(uptime.substring(0, uptime.indexOf(' ')));
        double started = Long.parseLong(fields[START_TIME]) / (double) TICKS_A_SECOND;
        return Duration.ofMillis(Math.max(0, (long) ((now - started) * 1000)));
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            return new byte[0]; // processes end while one looks
        }
    }

    private static boolean contains(byte[] bytes, byte[] wanted) {
        for (int at = 0; at + wanted.length <= bytes.length; at++) {
            int i = 0;
            while (i < wanted.length && bytes[at + i] == wanted[i]) {
                i++;
            }
            if (i == wanted.length) {
                return true;
            }
        }
        return false;
    }
}
