package org.guestscope.agent.sysroot;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.guestscope.agent.libc.Fd;
import org.guestscope.agent.libc.Posix;
import org.jspecify.annotations.Nullable;

/**
 * What is mounted, from {@code /proc/self/mountinfo}, in the order of mounting.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_mountinfo.5.html">proc_pid_mountinfo(5)</a>
 */
public final class MountTable {

    /** The source of the filesystem in memory that holds mountpoints while nothing is mounted at the root. */
    public static final String PLACEHOLDER = "guestscope-mountpoints";

    private static final int TARGET = 4;
    private static final int ROOT = 3;
    private static final int OPTIONS = 5;

    private MountTable() {}

    /**
     * One mount.
     *
     * @param source the device
     * @param root the directory of the filesystem that is mounted
     * @param target where it is mounted
     * @param type the filesystem's type
     * @param options the mount's own options, separated by commas
     */
    public record Mount(String source, String root, String target, String type, String options) {

        /** Whether the guest sees it when {@code sysroot} is its root. */
        public boolean isGuests(String sysroot) {
            boolean below = target.equals(sysroot) || target.startsWith(sysroot + "/");
            return below && !isPlaceholder();
        }

        /** Whether it only makes room for mountpoints before there is a root. */
        public boolean isPlaceholder() {
            return type.equals("tmpfs") && source.equals(PLACEHOLDER);
        }
    }

    /** All mounts that the agent sees. */
    public static List<Mount> read() throws IOException {
        try (Fd file = Posix.open("/proc/self/mountinfo", Posix.O_RDONLY)) {
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            file.input().transferTo(text);
            return parse(text.toString(StandardCharsets.ISO_8859_1));
        }
    }

    /**
     * Where a block device is mounted, by whichever of its names; null when it is not.
     *
     * @throws IOException when there is no such device
     */
    public static @Nullable String targetOf(String device) throws IOException {
        long number = Posix.statx(device, Posix.AT_FDCWD, device, 0).special();
        for (Mount mount : read()) {
            if (mount.source().equals(device) || isDevice(mount.source(), number)) {
                return mount.target();
            }
        }
        return null;
    }

    private static boolean isDevice(String source, long number) {
        if (number == 0 || !source.startsWith("/dev/")) {
            return false;
        }
        try {
            return Posix.statx(source, Posix.AT_FDCWD, source, 0).special() == number;
        } catch (IOException e) {
            // A device that is gone; what was mounted of it is another's affair.
            return false;
        }
    }

    /** Parses the file's text. */
    static List<Mount> parse(String text) {
        List<Mount> mounts = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            int separator = line.indexOf(" - ");
            if (separator < 0) {
                continue;
            }
            String[] head = line.substring(0, separator).split(" ", -1);
            String[] tail = line.substring(separator + 3).split(" ", -1);
            mounts.add(
                    new Mount(unescape(tail[1]), unescape(head[ROOT]), unescape(head[TARGET]), tail[0], head[OPTIONS]));
        }
        return mounts;
    }

    /** Blanks, tabs, newlines and backslashes stand as three octal digits. */
    private static String unescape(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 3 < text.length()) {
                plain.append((char) Integer.parseInt(text.substring(i + 1, i + 4), 8));
                i += 3;
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }
}
