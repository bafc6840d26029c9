package org.guestscope.agent.inspect.packages;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.guestscope.agent.inspect.file.GuestFiles;

/**
 * The packages of {@code /lib/apk/db/installed}: lines of a letter, a colon and a value, an empty line after each package.
 *
 * @see <a href="https://wiki.alpinelinux.org/wiki/Apk_spec#Installed_Database_V2">apk's installed database</a>
 */
public final class ApkDatabase {

    private static final String PATH = "/lib/apk/db/installed";

    private ApkDatabase() {}

    /** The installed packages in the file's order. */
    public static List<InstalledPackage> read(GuestFiles files) throws IOException {
        List<InstalledPackage> found = new ArrayList<>();
        try (InputStream in = files.stream(PATH)) {
            TextLines lines = new TextLines(in);
            InstalledPackage.Builder current = new InstalledPackage.Builder();
            for (String line = lines.next(); line != null; line = lines.next()) {
                if (line.isEmpty()) {
                    add(current, found);
                    current = new InstalledPackage.Builder();
                } else if (line.length() > 1 && line.charAt(1) == ':') {
                    field(line.charAt(0), line.substring(2), current);
                }
            }
            add(current, found);
        }
        return found;
    }

    private static void field(char letter, String value, InstalledPackage.Builder current) {
        switch (letter) {
            case 'P' -> current.name = value;
            case 'V' -> current.version = version(value);
            case 'A' -> current.arch = value;
            case 'U' -> current.url = value;
            case 'T' -> current.description = value;
            default -> {
                // Files, checksums and dependencies.
            }
        }
    }

    /** apk marks the number of a package's build with an r. */
    private static InstalledPackage.Version version(String text) {
        InstalledPackage.Version version = InstalledPackage.Version.parse(text);
        String release = version.release();
        return new InstalledPackage.Version(
                version.epoch(), version.version(), release.startsWith("r") ? release.substring(1) : release);
    }

    private static void add(InstalledPackage.Builder current, List<InstalledPackage> found) throws IOException {
        if (current.hasNameAndVersion()) {
            if (found.size() == InstalledPackage.MOST) {
                throw new IOException(PATH + ": lists too many packages");
            }
            found.add(current.build());
        }
    }
}
