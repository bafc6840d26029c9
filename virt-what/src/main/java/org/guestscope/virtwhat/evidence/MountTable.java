package org.guestscope.virtwhat.evidence;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The mounts of a process, from {@code /proc/self/mountinfo}.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_mountinfo.5.html">proc_pid_mountinfo(5)</a>
 */
public final class MountTable {

    /** A host with thousands of containers has some ten thousand mounts; more are not looked at. */
    private static final int MAX_MOUNTS = 100_000;

    /**
     * One mount.
     *
     * @param root the part of the file system that is mounted, e.g. {@code /}
     * @param point where it is mounted
     * @param type the file system's type
     * @param source the device, or what the file system calls its source
     * @param options the file system's own options, separated by commas
     */
    public record Mount(String root, String point, String type, String source, String options) {}

    private final List<Mount> mounts;

    private MountTable(List<Mount> mounts) {
        this.mounts = mounts;
    }

    static MountTable parse(String text) {
        List<Mount> mounts = new ArrayList<>();
        int start = 0;
        while (start < text.length() && mounts.size() < MAX_MOUNTS) {
            int end = text.indexOf('\n', start);
            end = end < 0 ? text.length() : end;
            Mount mount = parseLine(text.substring(start, end));
            if (mount != null) {
                mounts.add(mount);
            }
            start = end + 1;
        }
        return new MountTable(mounts);
    }

    /**
     * Fields: mount id, parent id, device, root, mount point, options, any number of tags, a dash, type, source, the
     * file system's options.
     */
    private static @Nullable Mount parseLine(String line) {
        int dash = line.indexOf(" - ");
        if (dash < 0) {
            return null;
        }
        String[] front = line.substring(0, dash).split(" ");
        String[] back = line.substring(dash + 3).split(" ");
        if (front.length < 6 || back.length < 2) {
            return null;
        }
        return new Mount(front[3], front[4], back[0], back[1], back.length > 2 ? back[2] : "");
    }

    /** All mounts, in the order of the kernel's list. */
    public List<Mount> all() {
        return mounts;
    }

    /** What is mounted at {@code /}: the last such mount, since a later one covers an earlier one; null if unknown. */
    public @Nullable Mount atRoot() {
        Mount last = null;
        for (Mount mount : mounts) {
            if (mount.point().equals("/")) {
                last = mount;
            }
        }
        return last;
    }
}
