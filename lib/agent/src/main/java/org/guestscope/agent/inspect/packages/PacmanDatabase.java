package org.guestscope.agent.inspect.packages;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.guestscope.agent.inspect.file.GuestFiles;

/** The packages of {@code /var/lib/pacman/local}: a directory each, with a file {@code desc} of headings and values. */
public final class PacmanDatabase {

    private static final String DIRECTORY = "/var/lib/pacman/local";

    private PacmanDatabase() {}

    /** The installed packages. */
    public static List<InstalledPackage> read(GuestFiles files) throws IOException {
        if (!files.isDirectory(DIRECTORY)) {
            throw new IOException(DIRECTORY + ": no such directory");
        }
        List<InstalledPackage> found = new ArrayList<>();
        for (String name : files.names(DIRECTORY)) {
            InstalledPackage one = parse(files.lines(DIRECTORY + "/" + name + "/desc"));
            boolean whole = !one.name().isEmpty()
                    && !one.version().release().isEmpty()
                    && !one.arch().isEmpty();
            if (whole && found.size() < InstalledPackage.MOST) {
                found.add(one);
            }
        }
        return found;
    }

    private static InstalledPackage parse(List<String> lines) {
        InstalledPackage.Builder builder = new InstalledPackage.Builder();
        String heading = "";
        for (String line : lines) {
            if (line.startsWith("%") && line.endsWith("%")) {
                heading = line;
                continue;
            } else if (line.isEmpty()) {
                heading = "";
            }
            switch (heading) {
                case "%NAME%" -> builder.name = line;
                case "%VERSION%" -> builder.version = InstalledPackage.Version.parse(line);
                case "%DESC%" -> builder.description = line;
                case "%URL%" -> builder.url = line;
                case "%ARCH%" -> builder.arch = line;
                default -> {
                    // Nothing that is asked for.
                }
            }
        }
        return builder.build();
    }
}
