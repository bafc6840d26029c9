package org.guestscope.agent.inspect;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.guestscope.agent.inspect.file.GuestFiles;
import org.guestscope.agent.inspect.packages.ApkDatabase;
import org.guestscope.agent.inspect.packages.DpkgStatus;
import org.guestscope.agent.inspect.packages.InstalledPackage;
import org.guestscope.agent.inspect.packages.PacmanDatabase;
import org.guestscope.agent.inspect.packages.RpmDatabase;
import org.guestscope.agent.inspect.registry.Hive;
import org.guestscope.guest.struct.Application2;
import org.jspecify.annotations.Nullable;

/** Lists what is installed in the system whose filesystems are mounted, sorted by name. */
final class InstalledApplications {

    private static final List<String> UNINSTALL = List.of("Microsoft", "Windows", "CurrentVersion", "Uninstall");

    private final OperatingSystem system;
    private final GuestFiles files;

    InstalledApplications(OperatingSystem system, GuestFiles files) {
        this.system = system;
        this.files = files;
    }

    /** @throws IOException when the system should have a database and it cannot be read */
    List<Application2> list() throws IOException {
        List<InstalledPackage> found = new ArrayList<>();
        String format = PackageSystem.format(system);
        if (OperatingSystem.WINDOWS.equals(system.type)) {
            found.addAll(windows());
        } else if (format != null) {
            switch (format) {
                case "deb" -> found.addAll(DpkgStatus.read(files));
                case "rpm" -> found.addAll(RpmDatabase.read(files));
                case "pacman" -> found.addAll(PacmanDatabase.read(files));
                case "apk" -> found.addAll(ApkDatabase.read(files));
                default -> {
                    // The other formats' databases are not read.
                }
            }
        }
        found.sort(Comparator.comparing(InstalledPackage::name));
        List<Application2> applications = new ArrayList<>();
        for (InstalledPackage one : found) {
            applications.add(new Application2(
                    one.name(),
                    one.displayName(),
                    one.version().epoch(),
                    one.version().version(),
                    one.version().release(),
                    one.arch(),
                    one.installPath(),
                    "",
                    one.publisher(),
                    one.url(),
                    one.sourcePackage(),
                    one.summary(),
                    one.description(),
                    "",
                    "",
                    "",
                    ""));
        }
        return applications;
    }

    private List<InstalledPackage> windows() throws IOException {
        List<InstalledPackage> found = new ArrayList<>();
        if (system.windowsSoftwareHive == null) {
            return found;
        }
        try (Hive hive = Hive.open(files.open(system.windowsSoftwareHive))) {
            addWindows(hive.find(UNINSTALL.toArray(String[]::new)), found);
            // Programs for 32-bit processors on a 64-bit Windows have a tree of their own.
            List<String> path = new ArrayList<>(List.of("WOW6432node"));
            path.addAll(UNINSTALL);
            addWindows(hive.find(path.toArray(String[]::new)), found);
        }
        return found;
    }

    private static void addWindows(Hive.@Nullable Key uninstall, List<InstalledPackage> found) throws IOException {
        if (uninstall == null) {
            return;
        }
        for (Hive.Key program : uninstall.children()) {
            String displayName = program.text("DisplayName");
            if (displayName == null) {
                // An update or a part of a program, which Windows does not show either.
                continue;
            }
            InstalledPackage.Builder builder = new InstalledPackage.Builder();
            builder.name = WindowsRoot.bytes(program.name());
            builder.displayName = WindowsRoot.bytes(displayName);
            builder.version = new InstalledPackage.Version(0, text(program, "DisplayVersion"), "");
            builder.installPath = text(program, "InstallLocation");
            builder.publisher = text(program, "Publisher");
            builder.url = text(program, "URLInfoAbout");
            builder.description = text(program, "Comments");
            found.add(builder.build());
        }
    }

    private static String text(Hive.Key key, String name) throws IOException {
        String text = key.text(name);
        return text == null ? "" : WindowsRoot.bytes(text);
    }
}
