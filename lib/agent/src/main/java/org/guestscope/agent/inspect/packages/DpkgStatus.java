package org.guestscope.agent.inspect.packages;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.guestscope.agent.inspect.file.GuestFiles;

/**
 * The packages of {@code /var/lib/dpkg/status}.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/deb-control.5.html">deb-control(5)</a>
 */
public final class DpkgStatus {

    private static final String PATH = "/var/lib/dpkg/status";

    private final List<InstalledPackage> found = new ArrayList<>();
    private InstalledPackage.Builder current = new InstalledPackage.Builder();
    private boolean installed;
    private boolean inDescription;

    private DpkgStatus() {}

    /** The installed packages in the file's order. */
    public static List<InstalledPackage> read(GuestFiles files) throws IOException {
        try (InputStream in = files.stream(PATH)) {
            return new DpkgStatus().read(new TextLines(in));
        }
    }

    private List<InstalledPackage> read(TextLines lines) throws IOException {
        for (String line = lines.next(); line != null; line = lines.next()) {
            if (line.isEmpty()) {
                endOfPackage();
            } else if (line.startsWith(" ")) {
                continueField(line);
            } else {
                field(line);
            }
        }
        endOfPackage();
        return found;
    }

    private void field(String line) {
        int colon = line.indexOf(": ");
        String value = colon < 0 ? "" : line.substring(colon + 2);
        inDescription = false;
        switch (colon < 0 ? "" : line.substring(0, colon)) {
            case "Package" -> current.name = value;
            // Half-installed packages have files, too.
            case "Status" -> installed = value.contains("installed");
            case "Version" -> current.version = InstalledPackage.Version.parse(value);
            case "Architecture" -> current.arch = value;
            case "Homepage" -> current.url = value;
            case "Source" -> current.sourcePackage = withoutVersion(value);
            case "Description" -> {
                current.summary = value;
                inDescription = true;
            }
            default -> {
                // The other fields say nothing of what is asked.
            }
        }
    }

    /** A source package's version stands behind its name when it is another than the package's. */
    private static String withoutVersion(String source) {
        int blank = source.indexOf(' ');
        return blank < 0 ? source : source.substring(0, blank);
    }

    /** Lines of a description begin with a blank; the dots that stand for empty lines are kept. */
    private void continueField(String line) {
        if (!inDescription || current.description.length() > InstalledPackage.LONGEST_TEXT) {
            return;
        }
        String text = line.substring(1);
        current.description = current.description.isEmpty() ? text : current.description + "\n" + text;
    }

    private void endOfPackage() throws IOException {
        if (installed && current.hasNameAndVersion()) {
            if (found.size() == InstalledPackage.MOST) {
                throw new IOException(PATH + ": lists too many packages");
            }
            found.add(current.build());
        }
        current = new InstalledPackage.Builder();
        installed = false;
        inDescription = false;
    }
}
