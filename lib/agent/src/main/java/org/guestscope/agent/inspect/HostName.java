package org.guestscope.agent.inspect;

import java.util.Map;
import org.guestscope.agent.inspect.file.GuestFiles;
import org.jspecify.annotations.Nullable;

/** Host names as the systems keep them; {@code null} when none is set. */
final class HostName {

    private HostName() {}

    static @Nullable String ofLinux(GuestFiles files) {
        for (String path : new String[] {"/etc/HOSTNAME", "/etc/hostname"}) {
            String name = ofFile(files, path);
            if (name != null) {
                return name;
            }
        }
        Map<String, String> network = ReleaseText.assignments(files.lines("/etc/sysconfig/network"));
        return network.get("HOSTNAME");
    }

    /** The first line that is neither empty nor a comment. */
    static @Nullable String ofFile(GuestFiles files, String path) {
        for (String line : files.lines(path)) {
            String name = line.strip();
            if (!name.isEmpty() && !name.startsWith("#")) {
                return name;
            }
        }
        return null;
    }

    /** {@code hostname} of {@code rc.conf}. */
    static @Nullable String ofRunCommands(GuestFiles files) {
        return ReleaseText.assignments(files.lines("/etc/rc.conf")).get("hostname");
    }
}
