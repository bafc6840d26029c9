package org.guestscope.agent.inspect;

import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.guestscope.agent.inspect.file.GuestFiles;
import org.jspecify.annotations.Nullable;

/** What the files of a Unix-like root tell, or those of a {@code /usr} of its own. */
final class UnixRoot {

    private static final List<String> PROGRAMS = List.of("/bin/bash", "/bin/ls", "/bin/echo", "/bin/rm", "/bin/sh");
    private static final Pattern NETBSD = Pattern.compile("^NetBSD (\\d+)\\.(\\d+)");
    private static final Pattern OPENBSD = Pattern.compile("^OpenBSD (\\d+|\\?)\\.(\\d+|\\?)");

    private final Storage storage;
    private final GuestFiles files;
    private final String root;

    UnixRoot(Storage storage, GuestFiles files, String root) {
        this.storage = storage;
        this.files = files;
        this.root = root;
    }

    OperatingSystem linux() throws IOException {
        OperatingSystem system = new OperatingSystem();
        system.type = OperatingSystem.LINUX;
        new LinuxRelease(files, system).recognise();
        system.hostname = HostName.ofLinux(files);
        system.hasDnf = files.leadsToFile("/usr/bin/dnf");
        return complete(system);
    }

    /** A filesystem that holds what belongs below {@code /usr}. */
    OperatingSystem linuxUsr() {
        OperatingSystem system = new OperatingSystem();
        system.type = OperatingSystem.LINUX;
        new LinuxRelease(files, system).osRelease("/lib/os-release");
        system.hasDnf = files.leadsToFile("/bin/dnf");
        system.arch = architecture();
        return system;
    }

    /** The state partition of Container Linux: its files of the release are on another. */
    OperatingSystem coreOs() {
        OperatingSystem system = new OperatingSystem();
        system.type = OperatingSystem.LINUX;
        system.distro = "coreos";
        system.hostname = HostName.ofLinux(files);
        system.mounts = List.of(new OperatingSystem.MountEntry(root, "/"));
        return system;
    }

    /** A {@code /usr} of Container Linux; there may be two, of which the newer is in use. */
    OperatingSystem coreOsUsr() {
        OperatingSystem system = new OperatingSystem();
        system.type = OperatingSystem.LINUX;
        system.distro = "coreos";
        LinuxRelease release = new LinuxRelease(files, system);
        if (!release.osRelease("/lib/os-release")) {
            release.lsbRelease("/share/coreos/lsb-release");
        }
        system.arch = architecture();
        system.mounts = List.of(new OperatingSystem.MountEntry(root, "/usr"));
        return system;
    }

    OperatingSystem freeBsd() throws IOException {
        OperatingSystem system = new OperatingSystem();
        system.type = "freebsd";
        system.distro = "freebsd";
        system.productName = files.firstLine("/etc/motd");
        system.version = system.productName == null ? null : ReleaseText.version(system.productName);
        system.hostname = HostName.ofRunCommands(files);
        return complete(system);
    }

    OperatingSystem netBsd() throws IOException {
        OperatingSystem system = new OperatingSystem();
        system.type = "netbsd";
        system.distro = "netbsd";
        named(system, files.firstLine("/etc/release"), NETBSD);
        system.hostname = HostName.ofRunCommands(files);
        return complete(system);
    }

    OperatingSystem openBsd() throws IOException {
        OperatingSystem system = new OperatingSystem();
        system.type = "openbsd";
        system.distro = "openbsd";
        named(system, files.firstLine("/etc/motd"), OPENBSD);
        system.hostname = HostName.ofFile(files, "/etc/myname");
        return complete(system);
    }

    OperatingSystem hurd() throws IOException {
        OperatingSystem system = new OperatingSystem();
        system.type = "hurd";
        new LinuxRelease(files, system).recogniseHurd();
        system.hostname = HostName.ofLinux(files);
        return complete(system);
    }

    OperatingSystem minix() throws IOException {
        OperatingSystem system = new OperatingSystem();
        system.type = "minix";
        String release = files.firstLine("/etc/version");
        system.productName = release;
        system.version = release == null ? null : ReleaseText.version(release);
        system.hostname = HostName.ofFile(files, "/etc/hostname.file");
        // The devices of its fstab have no counterpart here.
        system.arch = architecture();
        return system;
    }

    private OperatingSystem complete(OperatingSystem system) throws IOException {
        system.arch = architecture();
        system.mounts = new Fstab(storage, files, root, system).read();
        return system;
    }

    private static void named(OperatingSystem system, @Nullable String line, Pattern pattern) {
        if (line == null) {
            return;
        }
        Matcher matcher = pattern.matcher(line);
        if (matcher.find()) {
            system.productName = line;
            system.version = ReleaseText.version(matcher);
        }
    }

    private @Nullable String architecture() {
        for (String program : PROGRAMS) {
            String found = files.leadsToFile(program) ? storage.architecture(program) : null;
            if (found != null) {
                return found;
            }
        }
        return null;
    }
}
