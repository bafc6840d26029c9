package org.guestscope.agent.inspect;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.guestscope.agent.inspect.OperatingSystem.Version;
import org.guestscope.agent.inspect.file.GuestFiles;
import org.guestscope.agent.inspect.registry.Hive;
import org.guestscope.agent.inspect.registry.HiveValue;
import org.jspecify.annotations.Nullable;

/** What the files and the registry of a Windows volume tell. */
final class WindowsRoot {

    private static final List<String> USUAL = List.of("/windows", "/winnt", "/win32", "/win", "/reactos");
    private static final Pattern BOOT_ENTRY =
            Pattern.compile("^(?:multi|scsi)\\(\\d+\\)disk\\(\\d+\\)rdisk\\(\\d+\\)partition\\(\\d+\\)([^=]+)=");

    private final Storage storage;
    private final GuestFiles files;

    WindowsRoot(Storage storage, GuestFiles files) {
        this.storage = storage;
        this.files = files;
    }

    /** The Windows directory as the filesystem spells it, or {@code null} when this is no Windows volume. */
    @Nullable String systemroot() {
        List<String> candidates = new ArrayList<>(USUAL);
        candidates.addAll(ofBootIni());
        for (String candidate : candidates) {
            String spelled = files.spelled(candidate);
            if (spelled != null
                    && files.isDirectoryAnyCase(spelled + "/system32")
                    && files.isDirectoryAnyCase(spelled + "/system32/config")
                    && files.isFileAnyCase(spelled + "/system32/cmd.exe")) {
                return spelled;
            }
        }
        return null;
    }

    /** Directories of the systems that the boot menu of Windows XP and before offers. */
    private List<String> ofBootIni() {
        List<String> found = new ArrayList<>();
        String path = files.spelled("/boot.ini");
        boolean systems = false;
        for (String line : path == null ? List.<String>of() : files.lines(path)) {
            if (line.startsWith("[")) {
                systems = line.startsWith("[operating systems]");
            }
            Matcher entry = BOOT_ENTRY.matcher(line);
            if (systems && entry.find()) {
                found.add(entry.group(1).replace('\\', '/'));
            }
        }
        return found;
    }

    OperatingSystem inspect(String systemroot) throws IOException {
        OperatingSystem system = new OperatingSystem();
        system.type = OperatingSystem.WINDOWS;
        system.distro = OperatingSystem.WINDOWS;
        system.windowsSystemroot = systemroot;
        String shell = files.spelled(systemroot + "/system32/cmd.exe");
        system.arch = shell == null ? null : storage.architecture(shell);
        system.windowsSoftwareHive = hive(systemroot + "/system32/config/software");
        system.windowsSystemHive = hive(systemroot + "/system32/config/system");
        if (system.windowsSoftwareHive != null) {
            readSoftware(system, system.windowsSoftwareHive);
        }
        if (system.windowsSystemHive != null) {
            readSystem(system, system.windowsSystemHive);
        }
        return system;
    }

    private @Nullable String hive(String path) {
        String spelled = files.spelled(path);
        return spelled != null && files.isFile(spelled) ? spelled : null;
    }

    /** A damaged hive leaves unknown what it did not tell: the rest of the inspection goes on. */
    private void readSoftware(OperatingSystem system, String path) {
        try (Hive hive = Hive.open(files.open(path))) {
            Hive.Key current = hive.find("Microsoft", "Windows NT", "CurrentVersion");
            if (current == null) {
                return;
            }
            for (HiveValue value : current.values()) {
                switch (value.name()) {
                    case "ProductName" -> system.productName = text(value);
                    case "InstallationType" -> system.productVariant = text(value);
                    case "CurrentBuildNumber" -> system.buildId = text(value);
                    default -> {
                        // Nothing that is asked for.
                    }
                }
            }
            HiveValue major = current.value("CurrentMajorVersionNumber");
            HiveValue minor = current.value("CurrentMinorVersionNumber");
            if (major != null && minor != null && major.number() >= 0 && minor.number() >= 0) {
                system.version = new Version(major.number(), minor.number());
            } else {
                // Windows 10 still says 6.3 here, for old programs.
                String text = current.text("CurrentVersion");
                system.version = text == null ? null : ReleaseText.version(text);
            }
        } catch (IOException e) {
            // As much as was read stays; what a damaged hive hides is unknown.
        }
    }

    private void readSystem(OperatingSystem system, String path) {
        try (Hive hive = Hive.open(files.open(path))) {
            Hive.Key select = hive.find("Select");
            HiveValue current = select == null ? null : select.value("Current");
            if (current != null && current.number() >= 0) {
                system.windowsCurrentControlSet = "ControlSet%03d".formatted(current.number());
                Hive.Key parameters = hive.find(system.windowsCurrentControlSet, "Services", "Tcpip", "Parameters");
                String hostname = parameters == null ? null : parameters.text("Hostname");
                system.hostname = hostname == null ? null : bytes(hostname);
            }
            system.driveMappings = new DriveMappings(storage).read(hive);
        } catch (IOException e) {
            // As much as was read stays; what a damaged hive hides is unknown.
        }
    }

    private static @Nullable String text(HiveValue value) {
        String text = value.text();
        return text == null ? null : bytes(text);
    }

    /** Text of the registry as the UTF-8 bytes that travel to the host, one a character. */
    static String bytes(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
